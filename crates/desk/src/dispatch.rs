//! The one door for verbs by name: JSON in, JSON or bytes out.

use crate::contract::{Shape, shape};
use crate::error::{DeskError, Result};
use crate::session::Desk;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn read<T: DeserializeOwned>(input: Value) -> Result<T> {
    // A verb without input may be called with nothing at all.
    let input = if input.is_null() { Value::Object(Default::default()) } else { input };
    serde_json::from_value(input)
        .map_err(|e| DeskError::new("desk.bad_input").with("detail", e.to_string()))
}

macro_rules! table {
    (json { $($verb:literal => $f:path: $in:ty => $out:ty,)+ } bytes { $($bverb:literal => $bf:path: $bin:ty,)+ }) => {
        /// Calls a verb by its name with JSON input.
        ///
        /// # Errors
        /// `desk.unknown_verb`, `desk.bad_input`, and what the verb answers.
        pub fn dispatch(desk: &Desk, verb: &str, input: Value) -> Result<Value> {
            match verb {
                $($verb => {
                    let output: $out = $f(desk, read::<$in>(input)?)?;
                    serde_json::to_value(output)
                        .map_err(|e| DeskError::new("desk.bad_output").with("detail", e.to_string()))
                })+
                _ => Err(DeskError::new("desk.unknown_verb").with("verb", verb)),
            }
        }

        /// Calls a verb that answers with bytes (PDF, picture).
        ///
        /// # Errors
        /// As [`dispatch`].
        pub fn dispatch_bytes(desk: &Desk, verb: &str, input: Value) -> Result<Vec<u8>> {
            match verb {
                $($bverb => $bf(desk, read::<$bin>(input)?),)+
                _ => Err(DeskError::new("desk.unknown_verb").with("verb", verb)),
            }
        }

        /// Names of all verbs: those that answer JSON, those that answer bytes.
        pub fn verbs() -> (Vec<&'static str>, Vec<&'static str>) {
            (vec![$($verb),+], vec![$($bverb),+])
        }

        pub(crate) fn shapes() -> Vec<Shape> {
            vec![$(shape::<$in, $out>($verb),)+ $(shape::<$bin, ()>($bverb),)+]
        }
    };
}

use crate::act::CaseDo;
use crate::gate::Nothing;
use crate::{
    act, agreement, attachment, backup, case, case_list, case_step, conflict, county, dossier,
    employer, form, gate, group, handbook, host, identity, label, law, matter, numbers, pack,
    paper, paper_act, paper_kinds, paper_list, paper_look, payment, phrases, practice, printer,
    private, protect, region, register, scan, scratch, search, settings, staff, sync, tags, terms,
    today, triage, verify, view,
};

table! {
    json {
        "desk.status" => gate::status: Nothing => gate::Status,
        "desk.set_up" => gate::set_up: gate::SetUp => gate::Recovery,
        "desk.unlock" => gate::unlock: gate::Unlock => gate::Status,
        "desk.unlock_with_recovery" => gate::unlock_with_recovery: gate::UnlockWithRecovery => gate::Status,
        "desk.lock" => gate::lock: Nothing => Nothing,
        "desk.touch" => gate::touch: Nothing => Nothing,
        "desk.practise" => practice::practise: practice::DeskPractise => gate::Status,
        "desk.sample" => practice::sample: practice::DeskSample => Nothing,
        "region.list" => region::list: region::RegionList => Vec<statute::Region>,
        "region.search" => region::search: region::RegionSearch => Vec<statute::Region>,
        "form.lists" => form::lists: Nothing => form::FormLists,
        "identity.check" => identity::check: identity::IdentityCheck => identity::IdentityFound,
        "identity.uscc" => identity::uscc: identity::IdentityUscc => identity::IdentityFound,
        "employer.find" => employer::find: employer::EmployerFind => Vec<employer::Employer>,
        "case.create" => case::create: case::CaseCreate => case::CaseMade,
        "case.put" => case::put: case::CasePut => case::CasePutDone,
        "case.add_row" => case::add_row: case::CaseAddRow => case::CaseRow,
        "case.remove_row" => case::remove_row: case::CaseRemoveRow => view::CaseView,
        "case.save" => case::save: case::CaseRef => view::CaseView,
        "case.open" => case::open: case::CaseRef => view::CaseView,
        "case.discard" => case::discard: case::CaseRef => Nothing,
        "case.list" => case_list::list: case_list::CaseList => case_list::CaseListPage,
        "case.similar" => case::similar: case::CaseRef => Vec<case::SimilarCase>,
        "case.history" => case::history: case::CaseRef => Vec<view::HistoryEntry>,
        "case.receive" => case_step::receive: case_step::CaseReceive => view::CaseView,
        "case.ask_consent" => case_step::ask_consent: case_step::CaseAskConsent => view::CaseView,
        "case.answer_consent" => case_step::answer_consent: case_step::CaseAnswerConsent => view::CaseView,
        "case.accept" => case_step::accept: case_step::CaseAccept => view::CaseView,
        "case.refuse" => case_step::refuse: case_step::CaseRefuse => view::CaseView,
        "case.withdraw" => case_step::withdraw: case_step::CaseReason => view::CaseView,
        "case.end" => case_step::end: case_step::CaseEnd => view::CaseView,
        "case.refer" => case_step::refer: case_step::CaseRefer => view::CaseView,
        "case.close" => case_step::close: case::CaseRef => view::CaseView,
        "case.reopen" => case_step::reopen: case_step::CaseReopen => view::CaseView,
        "case.note" => case_step::note: case_step::CaseNote => view::CaseView,
        "case.interrupt" => case_step::interrupt: case_step::CaseInterrupt => view::CaseView,
        "case.archive" => act::archive: CaseDo<casework::Archived> => view::CaseView,
        "supplement.ask" => act::ask_supplement: CaseDo<casework::SupplementAsked> => view::CaseView,
        "supplement.complete" => act::complete_supplement: CaseDo<casework::SupplementDone> => view::CaseView,
        "mediation.suspend" => act::suspend: CaseDo<casework::Suspended> => view::CaseView,
        "mediation.resume" => act::resume: CaseDo<casework::Resumed> => view::CaseView,
        "procedure.open" => act::open_procedure: CaseDo<casework::ProcedureOpened> => view::CaseView,
        "procedure.move" => act::move_procedure: CaseDo<casework::ProcedureMoved> => view::CaseView,
        "consultation.close" => act::close_consultation: CaseDo<casework::ConsultationClosed> => view::CaseView,
        "contact.log" => act::log_contact: CaseDo<casework::ContactLogged> => view::CaseView,
        "risk.grade" => act::grade_risk: CaseDo<casework::RiskGraded> => view::CaseView,
        "service.plan" => act::plan_service: CaseDo<casework::ServicePlanned> => view::CaseView,
        "service.complete" => act::complete_service: CaseDo<casework::Done> => view::CaseView,
        "service.decline" => act::decline_service: CaseDo<casework::Declined> => view::CaseView,
        "visit.make" => act::visit: CaseDo<casework::VisitMade> => view::CaseView,
        "task.set" => act::set_task: CaseDo<casework::TaskSet> => view::CaseView,
        "task.complete" => act::complete_task: CaseDo<casework::Done> => view::CaseView,
        "transfer.send" => act::send_transfer: CaseDo<casework::TransferSent> => view::CaseView,
        "transfer.answer" => act::answer_transfer: CaseDo<casework::TransferAnswered> => view::CaseView,
        "limitation.suspend" => act::suspend_limitation: CaseDo<casework::LimitationSuspended> => view::CaseView,
        "fact.cancel" => act::cancel_fact: CaseDo<casework::FactCancelled> => view::CaseView,
        "reception.correct" => act::correct_reception: act::ReceptionCorrect => view::CaseView,
        "session.correct" => act::correct_session: act::SessionCorrect => view::CaseView,
        "inquiry.correct" => act::correct_inquiry: act::InquiryCorrect => view::CaseView,
        "case.triage" => triage::triage: case::CaseRef => casework::Triage,
        "case.closing" => triage::closing: case::CaseRef => Vec<casework::CheckItem>,
        "procedure.prefill" => triage::prefill: triage::ProcedureWanted => Option<casework::Prefill>,
        "member.read" => group::read: group::MemberReadIn => group::MemberRead,
        "member.import" => group::import: group::MemberImport => view::CaseView,
        "member.consent" => group::consent: group::MemberConsented => view::CaseView,
        "member.take_back_consent" => group::take_back: group::MemberConsentBack => view::CaseView,
        "team.name" => group::name_team: CaseDo<casework::Team> => view::CaseView,
        "case.split" => group::split: group::CaseSplit => group::CaseSplitDone,
        "case.merge" => group::merge: group::CaseMerge => view::CaseView,
        "case.merge_options" => group::merge_options: case::CaseRef => Vec<group::MergeOption>,
        "case.settle" => terms::settle: CaseDo<casework::Settled> => view::CaseView,
        "offer.make" => group::offer: CaseDo<casework::Offer> => view::CaseView,
        "offer.answer" => group::answer_offer: group::OfferAnswered => view::CaseView,
        "offer.cancel" => group::cancel_offer: group::OfferBack => view::CaseView,
        "agreement.instalments" => terms::instalments: terms::AgreementInstalments => view::AgreementView,
        "agreement.clauses" => terms::clauses: Nothing => Vec<casework::LibraryClause>,
        "agreement.read" => terms::read: terms::AgreementRead => view::AgreementView,
        "agreement.changes" => terms::changes: terms::AgreementVersions => Vec<casework::TermChange>,
        "obligation.event" => terms::event: CaseDo<casework::Happening> => view::CaseView,
        "obligation.done" => terms::done: CaseDo<casework::Happening> => view::CaseView,
        "obligation.cancel" => terms::cancel: terms::ObligationBack => view::CaseView,
        "payment.correct" => terms::correct_payment: terms::PaymentCorrect => view::CaseView,
        "private.get" => private::get: case::CaseRef => std::collections::BTreeMap<String, Value>,
        "private.put" => private::put: private::PrivatePut => Nothing,
        "session.schedule" => case_step::schedule: case_step::SessionSchedule => view::CaseView,
        "session.hold" => case_step::hold: case_step::SessionHold => view::CaseView,
        "extension.agree" => case_step::extend: case_step::ExtensionAgree => view::CaseView,
        "agreement.view" => agreement::view: case::CaseRef => view::AgreementView,
        "agreement.from_claims" => agreement::from_claims: case::CaseRef => view::AgreementView,
        "agreement.freeze" => agreement::freeze: case::CaseRef => view::PaperView,
        "agreement.abandon" => agreement::abandon: case_step::CaseReason => view::CaseView,
        "matter.kinds" => matter::kinds: Nothing => Vec<matter::MatterKind>,
        "matter.begun" => matter::begun: Nothing => Vec<matter::MatterBegun>,
        "matter.begin" => matter::begin: matter::MatterBegin => matter::MatterMade,
        "paper.kinds" => paper_kinds::kinds: case::CaseRef => Vec<paper_kinds::PaperKind>,
        "paper.look" => paper_look::look: paper_look::PaperLookFor => paper_look::PaperLook,
        "paper.check" => paper::check: paper::PaperWanted => paper::PaperCheck,
        "paper.issue" => paper::issue: paper::PaperWanted => view::PaperView,
        "paper.list" => paper_list::list: paper_list::PaperList => paper_list::PaperListPage,
        "register.list" => register::list: register::RegisterAsk => register::RegisterPage,
        "register.print" => register::print: register::RegisterPrint => printer::PrintJob,
        "paper.show" => paper::show: paper::PaperRef => view::PaperView,
        "paper.print" => printer::print_paper: printer::PaperPrint => printer::PrintJob,
        "paper.sign" => paper_act::sign: paper_act::PaperSign => view::PaperView,
        "paper.sign_many" => paper_act::sign_many: paper_act::PaperSignMany => view::PaperView,
        "paper.cancel_signature" => paper_act::cancel_signature: paper_act::PaperUnsign => view::PaperView,
        "paper.send_to_seal" => paper_act::send_to_seal: paper::PaperRef => view::PaperView,
        "paper.serve" => paper_act::serve: paper_act::PaperServe => view::PaperView,
        "paper.void" => paper_act::void: paper_act::PaperVoid => view::PaperView,
        "paper.export" => protect::export: protect::PaperExport => protect::FileMade,
        "dossier.check" => dossier::check: case::CaseRef => dossier::DossierCheck,
        "dossier.pages" => dossier::pages: case::CaseRef => dossier::DossierPages,
        "dossier.bind" => dossier::bind: dossier::DossierWanted => dossier::DossierBound,
        "dossier.progress" => dossier::progress: case::CaseRef => dossier::DossierProgress,
        "dossier.cancel" => dossier::cancel: case::CaseRef => Nothing,
        "dossier.print" => dossier::print: dossier::DossierPrint => printer::PrintJob,
        "dossier.export" => dossier::export: dossier::DossierExport => protect::FileMade,
        "document.verify" => verify::verify: verify::DocumentVerify => verify::Verification,
        "document.progress" => verify::progress: verify::VerifyJob => verify::VerifyProgress,
        "document.cancel" => verify::cancel: verify::VerifyJob => Nothing,
        "payment.receive" => payment::receive: payment::PaymentReceive => payment::PaymentDone,
        "payment.shares" => payment::shares: payment::PaymentRow => Vec<casework::MemberShare>,
        "payment.receive_members" => payment::receive_members: payment::PaymentMembers => view::CaseView,
        "payment.insurance" => payment::insurance: case::CaseRef => Vec<casework::InsuranceTable>,
        "payment.cancel" => payment::cancel: payment::PaymentCancel => view::CaseView,
        "attachment.add" => attachment::add: attachment::AttachmentAdd => view::CaseView,
        "scan.take" => scan::take: scan::ScanTake => scan::ScanSummary,
        "scan.summary" => scan::summary: scan::ScanStackRef => scan::ScanSummary,
        "scan.waiting" => scan::waiting: Nothing => scan::ScanWaitingPage,
        "scan.settle" => scan::settle: scan::ScanSettle => scan::ScanWaitingPage,
        "scan.answer" => scan::answer: scan::ScanAnswer => Nothing,
        "scan.dismiss" => scan::dismiss: scan::ScanFileRef => scan::ScanWaitingPage,
        "scan.of_paper" => scan::of_paper: scan::ScanPaperRef => scan::ScanPaper,
        "scan.progress" => scan::progress: Nothing => scan::ScanProgress,
        "scan.stop" => scan::stop: Nothing => Nothing,
        "scratch.put" => scratch::put: scratch::ScratchPut => Nothing,
        "scratch.get" => scratch::get: case::CaseRef => std::collections::BTreeMap<String, Value>,
        "today.show" => today::show: Nothing => today::Today,
        "search.find" => search::find: search::SearchFind => Vec<search::SearchFound>,
        "printer.list" => printer::list: Nothing => printer::Printers,
        "printer.test_page" => printer::test_page: printer::PrinterChoice => printer::PrintJob,
        "printer.job" => printer::job: printer::PrintJobRef => printer::PrintJobState,
        "label.print" => label::print: label::LabelSheet => printer::PrintJob,
        "label.print_evidence" => tags::print_evidence: tags::EvidenceTags => printer::PrintJob,
        "label.print_cards" => tags::print_cards: tags::TableCards => printer::PrintJob,
        "backup.make" => backup::make: backup::BackupMake => backup::BackupMade,
        "backup.list" => backup::list: Nothing => Vec<backup::BackupMade>,
        "backup.verify" => backup::verify: backup::BackupRef => backup::BackupVerified,
        "backup.restore" => backup::restore: backup::BackupRestore => gate::Status,
        "number.waiting" => numbers::waiting: Nothing => numbers::NumbersWaiting,
        "number.confirm" => numbers::confirm: numbers::NumberConfirm => numbers::NumbersWaiting,
        "staff.list" => staff::list: Nothing => Vec<gate::StaffFace>,
        "staff.add" => staff::add: staff::StaffAdd => Vec<gate::StaffFace>,
        "staff.remove" => staff::remove: staff::StaffRemove => Vec<gate::StaffFace>,
        "staff.change_password" => staff::change_password: staff::StaffChangePassword => Vec<gate::StaffFace>,
        "sync.status" => sync::status: Nothing => sync::SyncView,
        "sync.read_code" => sync::read_code: sync::SyncCode => sync::SyncCodeSays,
        "sync.enrol" => sync::enrol: sync::SyncEnrol => sync::SyncView,
        "sync.pause" => sync::pause: Nothing => sync::SyncView,
        "sync.resume" => sync::resume: Nothing => sync::SyncView,
        "sync.now" => sync::now: Nothing => sync::SyncView,
        "sync.run" => sync::run: sync::SyncRun => sync::SyncView,
        "sync.log" => sync::log: sync::SyncLogAsk => Vec<sync::SyncLogLine>,
        "sync.want" => sync::want: sync::SyncWant => sync::SyncView,
        "sync.stations" => sync::stations: Nothing => Vec<sync::StationRow>,
        "host.status" => host::status: Nothing => host::HostView,
        "host.set_up" => host::set_up: host::HostSetUp => host::HostView,
        "host.start" => host::start: Nothing => host::HostView,
        "host.stop" => host::stop: Nothing => host::HostView,
        "host.station_add" => host::station_add: host::HostStationAdd => host::HostView,
        "host.code" => host::code: host::HostNewCode => host::HostCode,
        "host.code_save" => host::code_save: host::HostCodeFile => host::HostPath,
        "host.devices" => host::devices: Nothing => Vec<host::HostDevice>,
        "host.confirm" => host::confirm: host::HostConfirm => host::HostView,
        "host.revoke" => host::revoke: host::HostRevoke => host::HostView,
        "host.readmit" => host::readmit: host::HostReadmit => host::HostCode,
        "host.backup" => host::backup: host::HostPath => host::HostBackup,
        "host.key_save" => host::key_save: host::HostPath => host::HostKeySaved,
        "host.reviews" => host::reviews: Nothing => Vec<host::HostReview>,
        "host.review_accept" => host::review_accept: host::HostReviewRef => host::HostView,
        "host.review_refuse" => host::review_refuse: host::HostReviewRef => host::HostView,
        "conflict.list" => conflict::list: Nothing => Vec<conflict::ConflictCase>,
        "conflict.resolve" => conflict::resolve: conflict::ConflictChoice => view::CaseView,
        "county.assign" => county::assign: county::CountyAssign => view::CaseView,
        "county.recall" => county::recall: county::CountyRecall => view::CaseView,
        "county.answer" => county::answer: county::CountyAnswer => view::CaseView,
        "recovery.reissue" => staff::reissue_recovery: Nothing => gate::Recovery,
        "recovery.check" => staff::check_recovery: staff::RecoveryTyped => staff::RecoveryOpens,
        "recovery.print" => label::print_recovery: label::RecoverySheet => printer::PrintJob,
        "handbook.list" => handbook::list: Nothing => handbook::HandbookContents,
        "handbook.open" => handbook::open: handbook::HandbookOpen => handbook::HandbookPage,
        "handbook.search" => handbook::search: handbook::HandbookSearch => Vec<handbook::HandbookFound>,
        "handbook.print" => handbook::print: handbook::HandbookPrint => printer::PrintJob,
        "phrases.list" => phrases::list: phrases::PhrasesList => phrases::PhraseBook,
        "phrases.confirm" => phrases::confirm: phrases::PhraseConfirm => phrases::PhraseBook,
        "phrases.withdraw" => phrases::withdraw: phrases::PhraseRef => phrases::PhraseBook,
        "law.list" => law::list: Nothing => law::LawRules,
        "law.compute" => law::compute: law::LawCompute => law::LawWorked,
        "law.prefill" => law::prefill: law::LawPrefill => law::LawFilled,
        "law.keep_members" => law::keep_members: law::LawKeepMembers => view::CaseView,
        "law.keep" => law::keep: law::LawKeep => view::CaseView,
        "law.kept" => law::kept: case::CaseRef => Vec<law::LawKept>,
        "law.days" => law::days: law::LawDaysAsk => law::LawDays,
        "law.attendance_read" => law::attendance_read: law::LawAttendanceRead => law::LawAttendance,
        "law.parameters" => law::show: law::LawParametersAsk => law::LawParameters,
        "law.put_parameter" => law::put: law::LawParameterPut => law::LawParameters,
        "law.remove_parameter" => law::remove: law::LawParameterRef => law::LawParameters,
        "pack.list" => pack::list: Nothing => pack::PackList,
        "pack.export" => pack::export: pack::PackExport => pack::PackExported,
        "pack.check" => pack::check: pack::PackRef => pack::PackChecked,
        "pack.progress" => pack::progress: Nothing => pack::PackProgress,
        "pack.stop" => pack::stop: Nothing => Nothing,
        "pack.sign" => pack::sign: pack::PackSign => pack::PackSigned,
        "pack.import" => pack::import: pack::PackImport => pack::PackRow,
        "pack.use" => pack::put_in_use: pack::PackUse => pack::PackList,
        "pack.back" => pack::back: Nothing => pack::PackList,
        "settings.get" => settings::get: Nothing => settings::Settings,
        "settings.put" => settings::put: settings::SettingsPut => settings::Settings,
    }
    bytes {
        "paper.preview" => paper::preview: paper::PaperWanted,
        "pack.preview" => pack::preview: pack::PackPreview,
        "member.template" => group::template: group::MemberTemplate,
        "register.pdf" => register::pdf: register::RegisterAsk,
        "paper.pdf" => paper::pdf: paper::PaperRef,
        "scan.picture" => scan::picture: scan::ScanSheetRef,
        "paper.protected" => protect::protected: protect::PaperProtect,
        "dossier.make" => dossier::make: dossier::DossierFile,
        "attachment.bytes" => attachment::bytes: attachment::AttachmentRef,
        "attachment.thumb" => attachment::thumb: attachment::AttachmentRef,
        "printer.calibration" => printer::calibration: Nothing,
        "handbook.booklet" => handbook::booklet: handbook::HandbookBooklet,
        "label.sheet" => label::sheet: label::LabelSheet,
        "label.evidence" => tags::evidence: tags::EvidenceTags,
        "label.cards" => tags::cards: tags::TableCards,
        "host.code_picture" => host::code_picture: host::HostCodeText,
        "recovery.sheet" => label::recovery: label::RecoverySheet,
    }
}
