//! The closed lists an event chooses from, each with its words on papers.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $words:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+ }
        impl $name {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// Words as they stand on papers.
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)+ }
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// How the other side was asked or answered.
    ConsentWay {
        /// By telephone.
        Phone = "phone", "电话";
        /// In person.
        Person = "person", "当面";
        /// By letter.
        Letter = "letter", "书面";
        /// By message.
        Message = "message", "短信或微信";
    }
}
codes! {
    /// Why an application is not accepted.
    RefuseReason {
        /// The other side does not agree to mediate (企业劳动争议协商调解规定 Art. 22).
        NoConsent = "no_consent", "被申请人不同意调解";
        /// The other side gave no answer in time.
        NoAnswer = "no_answer", "被申请人逾期未答复是否同意调解";
        /// Not a labour dispute in the sense of 调解仲裁法 Art. 2.
        OutOfScope = "out_of_scope", "不属于劳动争议调解范围";
        /// Already decided by an arbitration commission or a court.
        AlreadyDecided = "already_decided", "已由仲裁委员会或者人民法院受理或作出处理";
    }
}
codes! {
    /// How a session is held.
    #[derive(Default)]
    SessionMode {
        /// At the station.
        #[default]
        Station = "station", "现场";
        /// On the employer's premises or the worker's place.
        Visit = "visit", "上门";
        /// By telephone.
        Phone = "phone", "电话";
        /// By video.
        Video = "video", "视频";
        /// In a travelling tribunal.
        Tent = "tent", "流动庭";
        /// On a court's or the county's online platform.
        Online = "online", "线上";
    }
}
codes! {
    /// What kind of meeting it was.
    #[derive(Default)]
    SessionKind {
        /// Mediation between the parties.
        #[default]
        Mediation = "mediation", "调解";
        /// 三方协调会: parties, union and authorities at one table.
        Tripartite = "tripartite", "三方协调会";
        /// 案件研判: the agencies among themselves.
        Study = "study", "案件研判";
        /// Mediation beside a hearing of the commission or court.
        HearingSide = "hearing_side", "庭审旁调解";
    }
}
codes! {
    /// What a session led to.
    #[derive(Default)]
    SessionResult {
        /// The parties go on talking.
        #[default]
        Continue = "continue", "继续调解";
        /// The parties agree.
        Agreed = "agreed", "达成一致";
        /// The parties do not agree.
        Failed = "failed", "未能达成一致";
    }
}
codes! {
    /// Why mediation ends without an agreement (企业劳动争议协商调解规定 Art. 29, 30).
    EndReason {
        /// The period ran out.
        Expired = "expired", "调解期限届满未达成协议";
        /// A party does not want to go on.
        PartyEnds = "party_ends", "一方当事人不愿继续调解";
        /// The positions cannot be brought together.
        Irreconcilable = "irreconcilable", "双方意见分歧较大，无法达成一致";
        /// A party refuses to sign the agreed text.
        NotSigned = "not_signed", "一方当事人拒绝在调解协议上签名或者盖章";
        /// The other side cannot be reached.
        Lost = "lost", "被申请人无法取得联系";
    }
}
codes! {
    /// On what basis a matter is handed to the arbitration commission (needs.md § 0, correction 4).
    ReferralBasis {
        /// The commission had entrusted the mediation; the file goes back to it.
        Entrusted = "entrusted", "受仲裁委员会委托调解";
        /// The party's own application is attached.
        Application = "application", "附当事人本人的仲裁申请";
        /// Neither: it is only a notice.
        Notice = "notice", "仅作情况告知";
    }
}
codes! {
    /// How a paper was served.
    ServeWay {
        /// Handed over.
        Direct = "direct", "直接送达";
        /// By post.
        Post = "post", "邮寄送达";
        /// Left at the place with witnesses.
        Left = "left", "留置送达";
        /// Electronically, with consent.
        Electronic = "electronic", "电子送达";
    }
}
codes! {
    /// How a paper was signed.
    SignHow {
        /// Signature.
        Sign = "sign", "签名";
        /// Signature and fingerprint.
        Fingerprint = "fingerprint", "签名并按指印";
        /// Seal.
        Seal = "seal", "盖章";
        /// Signature and seal.
        SignSeal = "sign_seal", "签名并盖章";
    }
}
codes! {
    /// How money was paid.
    PayWay {
        /// Cash.
        Cash = "cash", "现金";
        /// Bank transfer.
        Transfer = "transfer", "银行转账";
        /// WeChat.
        Wechat = "wechat", "微信转账";
        /// Alipay.
        Alipay = "alipay", "支付宝转账";
        /// From an escrow account.
        Escrow = "escrow", "专户支付";
        /// To the social-insurance or tax authority.
        Authority = "authority", "缴至经办机构";
        /// Some other way.
        Other = "other", "其他方式";
    }
}
