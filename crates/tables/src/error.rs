//! Why a whole file cannot be read.

/// Why a file or a pasted table cannot be read at all; nothing of it has been taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More bytes than [`crate::MAX_BYTES`].
    #[error("the file has {bytes} bytes, at most {limit} are read")]
    TooLarge {
        /// Bytes of the file.
        bytes: u64,
        /// Bytes that are read at most.
        limit: u64,
    },
    /// An archive that unpacks to more than a table of this size can be.
    #[error("the file unpacks to more than {limit} bytes")]
    Unpacks {
        /// Bytes an archive may unpack to.
        limit: u64,
    },
    /// More rows than are read.
    #[error("sheet {sheet} has more than {limit} rows")]
    TooManyRows {
        /// Name of the sheet.
        sheet: String,
        /// Rows that are read at most.
        limit: usize,
    },
    /// More columns than are read.
    #[error("sheet {sheet} has more than {limit} columns")]
    TooManyColumns {
        /// Name of the sheet.
        sheet: String,
        /// Columns that are read at most.
        limit: usize,
    },
    /// More text than any table of members has.
    #[error("the file has more than {limit} cells or characters")]
    TooManyCells {
        /// Cells that are read at most.
        limit: usize,
    },
    /// Protected by a password.
    #[error("the file is protected by a password")]
    Password,
    /// A web page, a text document or another format that is no table this room reads.
    #[error("not a table that can be read: {what}")]
    Unsupported {
        /// What it is, in Chinese.
        what: String,
    },
    /// The right kind of file, but damaged.
    #[error("the file is damaged: {why}")]
    Damaged {
        /// What the reader said.
        why: String,
    },
    /// A byte that is no character of the encoding.
    #[error("byte {position} is no {encoding}")]
    Encoding {
        /// Position of the byte in the file, from 0.
        position: u64,
        /// Line of the file, from 1.
        line: u64,
        /// `UTF-8`, `GB18030` or `UTF-16`.
        encoding: String,
    },
    /// No row that looks like a header, so no column can be told.
    #[error("no header row found")]
    NoHeader,
    /// A column without which no row can be read.
    #[error("no column for {column}")]
    NoColumn {
        /// Chinese name of the column.
        column: String,
    },
    /// A monthly sheet that does not say of which month it is.
    #[error("the month of the sheet is not known")]
    MonthUnknown,
    /// A text that cannot be written in the encoding asked for.
    #[error("row {row} cannot be written in {encoding}")]
    Unwritable {
        /// Row of the list, from 1.
        row: usize,
        /// Encoding.
        encoding: String,
    },
    /// The writer of the spreadsheet gave up.
    #[error("the spreadsheet could not be written: {why}")]
    Write {
        /// What it said.
        why: String,
    },
}

impl TableError {
    /// Stable code for the screen's messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "table.empty",
            Self::TooLarge { .. } => "table.too_large",
            Self::Unpacks { .. } => "table.unpacks",
            Self::TooManyRows { .. } => "table.too_many_rows",
            Self::TooManyColumns { .. } => "table.too_many_columns",
            Self::TooManyCells { .. } => "table.too_many_cells",
            Self::Password => "table.password",
            Self::Unsupported { .. } => "table.unsupported",
            Self::Damaged { .. } => "table.damaged",
            Self::Encoding { .. } => "table.encoding",
            Self::NoHeader => "table.no_header",
            Self::NoColumn { .. } => "table.no_column",
            Self::MonthUnknown => "table.month_unknown",
            Self::Unwritable { .. } => "table.unwritable",
            Self::Write { .. } => "table.write",
        }
    }

    /// What happened, what is safe, what to do: in Chinese, for a clerk.
    pub fn words(&self) -> String {
        let mb = |bytes: &u64| bytes.div_ceil(1024 * 1024);
        let (what, remedy): (String, &str) = match self {
            Self::Empty => ("表格是空的".into(), "请确认选对了文件"),
            Self::TooLarge { bytes, limit } => (
                format!("文件有 {} MB，超过 {} MB", mb(bytes), mb(limit)),
                "请删去图片和无关的工作表后另存",
            ),
            Self::Unpacks { limit } => (
                format!("文件展开后超过 {} MB，不像名册或考勤", mb(limit)),
                "请把需要的几列复制到新表后再导入",
            ),
            Self::TooManyRows { sheet, limit } => {
                (format!("工作表“{sheet}”超过 {limit} 行"), "请分成几份导入")
            }
            Self::TooManyColumns { sheet, limit } => {
                (format!("工作表“{sheet}”超过 {limit} 列"), "请删去无关的列")
            }
            Self::TooManyCells { .. } => ("文件里的内容太多".into(), "请只保留需要的工作表和列"),
            Self::Password => ("文件有打开密码".into(), "请用 Excel 或 WPS 打开，去掉密码后另存"),
            Self::Unsupported { what } => (
                format!("这份文件是{what}"),
                "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”",
            ),
            Self::Damaged { .. } => {
                ("文件打不开，可能没有拷完整".into(), "请重新拷贝，或用 Excel、WPS 打开后另存")
            }
            Self::Encoding { position, line, encoding } => (
                format!("第 {line} 行（第 {} 个字节）不是 {encoding} 文字", position + 1),
                "请用 Excel 或 WPS 打开，另存为 .xlsx",
            ),
            Self::NoHeader => ("没有找到表头".into(), "请保留一行列名，例如“姓名”“身份证号”"),
            Self::NoColumn { column } => {
                (format!("没有指明哪一列是“{column}”"), "请在列对应里选一列")
            }
            Self::MonthUnknown => ("看不出是哪一年哪一月的考勤".into(), "请填写年月"),
            Self::Unwritable { row, encoding } => {
                (format!("第 {row} 人的文字不能用 {encoding} 写出"), "请导出为 .xlsx 或 UTF-8")
            }
            Self::Write { .. } => ("表格没有写成".into(), "请重试"),
        };
        let safe = match self {
            Self::Unwritable { .. } | Self::Write { .. } => "案件内容不受影响",
            _ => "没有导入任何内容",
        };
        format!("{what}。{safe}。{remedy}。")
    }
}
