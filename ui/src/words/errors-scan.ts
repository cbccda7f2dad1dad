import { SAFE, type Words } from './said'

const ORIGINAL = '原来的文件没有动。'
const AGAIN = '请重新扫描，或换一种格式（PDF、JPG）再放进来。'

/** Scans that come back. */
export default {
  'scan.unread': { what: '“{name}”上没有认出二维码。', safe: ORIGINAL, todo: '请选它是哪一份、第几页，或重新扫描清楚些。' },
  'scan.foreign': { what: '“{name}”上是别处的二维码，不是本系统文书的。', safe: ORIGINAL, todo: '是证据的，附到案件里；不要的，丢掉这一页。' },
  'scan.unknown_paper': { what: '二维码上的文书不在本机。', safe: ORIGINAL, todo: '请核对是不是这台电脑出的文书；是别的站点的，交给他们归档。' },
  'scan.other_text': {
    what: '这张纸和本机里的文字对不上，可能是旧稿或改动过。',
    safe: '没有归入，原来的文件没有动。',
    todo: '请核对纸上的校验码；确实要留卷的，作为证据附到案件里。',
  },
  'scan.empty': { what: '“{name}”是空文件。', safe: ORIGINAL, todo: '请看扫描仪有没有存完，再放进来。' },
  'scan.not_a_scan': { what: '“{name}”不是扫描件：只收 PDF、JPG、PNG、TIFF。', safe: ORIGINAL, todo: '是证据的，请在案件的“证据”里附上。' },
  'scan.tiff': { what: '“{name}”是少见的一种 TIFF，认不了。', safe: ORIGINAL, todo: '请在扫描仪里改存为 PDF 或 JPG，再放进来。' },
  'scan.heic': { what: '“{name}”是苹果手机的 HEIC 照片，认不了。', safe: ORIGINAL, todo: '已经拍好的，用微信发到电脑（不勾“原图”）另存后再放进来；以后拍照前，在手机“设置 → 相机 → 格式”选“兼容性最佳”。' },
  'scan.damaged': { what: '“{name}”读不完整，文件可能坏了。', safe: ORIGINAL, todo: AGAIN },
  'scan.endless': { what: '“{name}”里的图层套着图层，画不完，没有认。', safe: ORIGINAL, todo: '不像扫描仪存的文件；请用纸面重新扫描，或另存为 JPG 再放进来。' },
  'scan.locked': { what: '“{name}”设了打开密码，读不了。', safe: ORIGINAL, todo: '请在扫描仪或 PDF 软件里去掉密码，再放进来。' },
  'scan.no_pages': { what: '“{name}”里一页也没有。', safe: ORIGINAL, todo: AGAIN },
  'scan.too_large': { what: '“{name}”超过 {limit_mb} MB，没有收。', safe: ORIGINAL, todo: '请把分辨率调到 200–300 dpi，或分成几叠扫。' },
  'scan.too_many_pages': { what: '“{name}”超过 {limit} 页，没有收。', safe: ORIGINAL, todo: '请分成几叠扫。' },
  'scan.too_many_pixels': { what: '“{name}”里的图超过 {limit} 百万像素，没有收。', safe: ORIGINAL, todo: '请把分辨率调到 200–300 dpi 再扫。' },
  'scan.stopped': { what: '“{name}”认到一半停下了。', safe: '这个文件没有归档，原来的文件没有动。', todo: '要归档的，再放进来一次。' },
  'scan.sheet_gone': { what: '这一页已经归好或丢掉了。', safe: SAFE, todo: '请看列表里剩下的。' },
  'scan.no_reason': { what: '没有写为什么不要。', safe: '这一页还在待归档。', todo: '请写一句原因。' },
  'scan.no_label': { what: '没有写这是什么。', safe: '这一页还在待归档。', todo: '请写一句，如 工资条照片。' },
  'scan.no_such_page': { what: '这份文书只有 {pages} 页。', safe: '这一页还在待归档。', todo: '请改选页码。' },
  'scan.no_folder': { what: '文件夹“{path}”打不开。', safe: '原来的设置没有动。', todo: '请核对写法，或看那个盘是否插着。' },
} satisfies Record<string, Words> as Record<string, Words>
