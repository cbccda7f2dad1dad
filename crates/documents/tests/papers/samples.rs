//! Every kind of paper, made from its sample.

use documents::{PaperError, RenderOptions};
use serde_json::json;

use crate::desk::{
    codes, engine, of_sample, picture, poppler, printed_title, render, sample, squeeze, text,
};

/// Pages of each sample: a change here means that the layout changed, look at the paper.
const PAGES: [(&str, usize); 67] = [
    ("acceptance-notice", 2),
    ("advice", 1),
    ("agreement", 4),
    ("agreement-lao", 2),
    ("arbitration-application", 3),
    ("arbitration-reply", 3),
    ("arbitration-review-application", 3),
    ("calculation-sheet", 2),
    ("closing-approval", 1),
    ("consent-inquiry", 2),
    ("consequence-notice", 2),
    ("consultation-record", 1),
    ("document-register", 1),
    ("dossier-cover", 1),
    ("dossier-index", 1),
    ("dossier-note", 1),
    ("dunning-letter", 3),
    ("enforcement-application", 2),
    ("evidence-list", 1),
    ("evidence-receipt", 1),
    ("extension-consent", 2),
    ("follow-up-record", 1),
    ("group-annex", 3),
    ("handbook", 5),
    ("handover-sheet", 1),
    ("judicial-confirmation-application", 3),
    ("lawsuit-complaint", 2),
    ("legal-aid-application", 1),
    ("legal-representative-certificate", 1),
    ("major-dispute-report", 1),
    ("mediation-application", 2),
    ("mediation-certificate", 1),
    ("mediation-proposal", 2),
    ("oral-application-record", 3),
    ("payment-order-application", 2),
    ("payment-plan", 1),
    ("payment-receipt", 1),
    ("performance-done", 1),
    ("power-of-attorney", 2),
    ("privacy-notice", 2),
    ("receipt", 1),
    ("receipt-bilingual", 2),
    ("recovery-sheet", 1),
    ("rectification-check", 1),
    ("referral-slip", 1),
    ("refusal-notice", 2),
    ("representatives", 3),
    ("rights-notice", 2),
    ("rights-notice-bilingual", 2),
    ("service-address", 1),
    ("service-receipt", 1),
    ("session-notice", 2),
    ("session-record", 3),
    ("signature-sheet", 1),
    ("suit-support-letter", 4),
    ("supervision-closing", 1),
    ("supervision-opinion", 3),
    ("supervision-proposal", 2),
    ("supervision-record", 1),
    ("supervision-reminder", 3),
    ("supervision-reply", 1),
    ("supplement-notice", 1),
    ("suspension-record", 1),
    ("termination-notice", 2),
    ("transfer-letter", 3),
    ("tripartite-minutes", 2),
    ("withdrawal-application", 1),
];

#[test]
fn every_kind_is_set_from_its_sample_on_the_expected_pages() {
    let kinds = engine().kinds().unwrap();
    let known: Vec<_> = kinds.iter().map(|k| k.id.as_str()).collect();
    assert_eq!(known, PAGES.map(|p| p.0), "a kind was added or removed");
    for (kind, expected) in PAGES {
        let read = of_sample(kind);
        assert_eq!(read.paper.pages, expected, "{kind}");
        assert_eq!(read.pages.len(), expected, "{kind}");
        let text = &read.text;
        let title = printed_title(kinds.get(kind).unwrap());
        assert!(text.contains(&squeeze(title)), "{kind} does not print its title {title}");
        assert!(!text.contains('\u{fffd}'), "{kind}");
    }
}

#[test]
fn every_paper_is_tagged_archival_pdf_with_its_date() {
    for (kind, _) in PAGES {
        let paper = &of_sample(kind).paper;
        let meta = String::from_utf8(poppler("pdfinfo", &["-meta", "FILE"], &paper.pdf)).unwrap();
        assert!(meta.contains("<pdfaid:part>2</pdfaid:part>"), "{kind}: {meta}");
        assert!(meta.contains("<pdfaid:conformance>A</pdfaid:conformance>"), "{kind}");
        let info =
            String::from_utf8(poppler("pdfinfo", &["-isodates", "FILE"], &paper.pdf)).unwrap();
        assert!(info.contains("Tagged:          yes"), "{kind}: {info}");
        let size =
            if kind == "handbook" { "419.528 x 595.276 pts" } else { "595.276 x 841.89 pts (A4)" };
        assert!(info.contains(&format!("Page size:       {size}")), "{kind}: {info}");
        let date = sample(kind)["doc"]["date"].as_str().unwrap().to_owned();
        assert!(info.contains(&date), "{kind}: {info}");
        let fonts = String::from_utf8(poppler("pdffonts", &["FILE"], &paper.pdf)).unwrap();
        for line in fonts.lines().skip(2) {
            assert!(
                line.contains(" yes yes yes "),
                "{kind}: a font is not embedded as a subset: {line}"
            );
        }
    }
}

#[test]
fn whoever_must_sign_finds_a_place_to_do_it() {
    let kinds = engine().kinds().unwrap();
    for kind in kinds.iter() {
        let text = &of_sample(&kind.id).text;
        for signer in
            kind.signers.iter().filter(|s| s.role != "organisation" || s.label != "（印章）")
        {
            assert!(
                text.contains(&squeeze(&signer.label)),
                "{}: no place for {}",
                kind.id,
                signer.label
            );
        }
    }
}

#[test]
fn parties_and_sums_of_the_case_stand_in_the_agreement() {
    let text = text(&render("agreement", &sample("agreement")).pdf);
    for expected in [
        "某工调〔2026〕KD12号",
        "张某",
        "某某劳务有限公司",
        "人民币4,000.00元（大写：人民币肆仟元整）",
        "合计人民币8,000.00元（大写：人民币捌仟元整）",
        "2026年11月27日前（含当日）",
        "十五日内",
        "三十日内",
        "一式三份",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    assert!(!text.contains("再无其他争议"), "the optional clause must be chosen");
}

#[test]
fn the_optional_clauses_are_printed_with_a_line_to_sign_for_each() {
    let mut data = sample("agreement");
    data["terms"]["no_further_dispute"] = json!(true);
    data["terms"]["claimed_more"] = json!(true);
    let text = text(&render("agreement", &data).pdf);
    assert!(text.contains("再无其他争议"));
    assert!(text.contains("自愿就差额部分作出让步"));
    assert_eq!(text.matches("申请人确认（").count(), 3, "applicant twice, respondent once");
}

#[test]
fn a_reply_without_entrustment_or_application_is_only_a_notice() {
    let mut data = sample("arbitration-reply");
    let entrusted = text(&render("arbitration-reply", &data).pdf);
    assert!(
        entrusted.contains("调解转仲裁复函")
            && entrusted.contains("某劳人仲委〔2026〕5号")
            && entrusted.contains("2026年12月8日")
    );

    data["referral"] = json!({ "basis": "own_application", "application_date": "2026-12-07", "materials": [{ "name": "仲裁申请书", "copies": 2 }] });
    let own = text(&render("arbitration-reply", &data).pdf);
    assert!(
        own.contains("申请人已于2026年12月7日书面向你委申请仲裁") && !own.contains("委托调解函")
    );

    data["referral"] = json!({ "basis": "notice_only" });
    let notice = text(&render("arbitration-reply", &data).pdf);
    assert!(notice.contains("调解情况告知函") && notice.contains("不是移送案件"));
    assert!(!notice.contains("复函") && !notice.contains("移交"), "{notice}");
    for text in [entrusted, own, notice] {
        assert!(!text.contains("自动"), "nothing happens by itself");
    }
}

#[test]
fn the_basis_of_a_reply_decides_what_must_be_known() {
    let mut data = sample("arbitration-reply");
    data["referral"] = json!({ "basis": "entrusted" });
    let Err(PaperError::Missing(questions)) =
        engine().render("arbitration-reply", &data, RenderOptions::default())
    else {
        panic!("an entrusted reply needs the letter");
    };
    let paths: Vec<_> = questions.iter().map(|q| q.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "referral.letter_number",
            "referral.letter_date",
            "referral.return_by",
            "referral.materials.0.name"
        ]
    );
    data["referral"] = json!({ "basis": "notice_only" });
    assert!(engine().missing("arbitration-reply", &data).unwrap().is_empty());
}

#[test]
fn each_page_tells_a_scanner_which_paper_and_page_it_is() {
    let data = sample("agreement");
    let paper = render("agreement", &data);
    let id = data["doc"]["id"].as_str().unwrap();
    for page in 1..=paper.pages {
        let expected = format!("FQ1:{id}:{page}/{}:{}", paper.pages, &paper.data_hash[..8]);
        assert_eq!(codes(&picture(&paper.pdf, page, 150)), [expected]);
    }
    let printed = text(&paper.pdf);
    assert_eq!(
        printed.matches(&paper.data_hash[..8]).count(),
        paper.pages,
        "the check code is readable without a camera too"
    );
}

#[test]
fn what_is_no_paper_of_its_own_has_no_label_without_a_number_and_no_code() {
    for kind in ["dossier-cover", "dossier-index", "dossier-note", "document-register"] {
        for id in [json!(""), json!(null)] {
            let mut data = sample(kind);
            data["doc"]["id"] = id;
            let options = RenderOptions { blanks: true, preview: false };
            let paper = engine().render(kind, &data, options).unwrap();
            let said = text(&paper.pdf);
            // A column of the contents has that name.
            let columns = usize::from(kind == "dossier-index");
            assert_eq!(said.matches("文书编号").count(), columns, "{kind}: {said}");
            assert!(!said.contains(&paper.data_hash[..8]), "{kind}: {said}");
            for page in 1..=paper.pages {
                assert!(codes(&picture(&paper.pdf, page, 150)).is_empty(), "{kind}");
            }
        }
        let named = of_sample(kind);
        assert!(named.text.contains("文书编号01931a2b-sample"), "{kind}");
        assert!(named.text.contains(&named.paper.data_hash[..8]), "{kind}");
    }
}

#[test]
fn a_preview_cannot_be_taken_for_the_paper() {
    let paper = engine()
        .render("agreement", &sample("agreement"), RenderOptions { preview: true, blanks: true })
        .unwrap();
    let text = text(&paper.pdf);
    assert_eq!(text.matches("预览稿，未定稿").count(), paper.pages);
    assert!(!text.contains(&paper.data_hash[..8]));
    assert!(codes(&picture(&paper.pdf, 1, 150)).is_empty());
}
