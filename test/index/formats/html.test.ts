import { describe, expect, it } from 'vitest'
import { readHtml } from '../../../index/formats/html.js'
import { readText } from '../support.js'

/** Lines of a page as they are read, without the white space that ends them. */
function linesOf(html: string | Buffer): string[] {
  const { text } = readHtml(Buffer.isBuffer(html) ? html : Buffer.from(html))
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
}

/** A page as sites of government have it; the county is made up. */
const PAGE = `<!DOCTYPE html><html><head><meta charset="utf-8">
<title>云水县教育局关于做好2024年义务教育招生工作的通知_云水县人民政府</title>
<meta name="ArticleTitle" content="云水县教育局关于做好2024年义务教育招生工作的通知">
<script>document.write("<p>不是正文</p>")</script><style>p { color: red }</style></head><body>
<div class="top"><h1 class="logo">云水县人民政府</h1>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/fw">办事服务</a></li></ul></div>
<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>
<div class="main"><div class="left"><ul><li><a href="1">机构职能</a></li><li><a href="2">政策文件</a></li><li><a href="3">人事信息</a></li></ul></div>
<div class="article"><div class="tit">云水县教育局关于做好2024年<br>义务教育招生工作的通知</div>
<div class="info"><span>发布时间：2024-03-02 10:20</span>　<span>来源：云水县教育局</span>
<span>浏览次数：<i>12</i></span> <a href="javascript:window.print()">打印</a></div>
<div class="TRS_Editor"><p>各乡镇人民政府，县直各中小学校：</p>
<p>　　为做好2024年义务教育招生工作，根据上级有关规定，结合我县实际，现就有关事项通知如下。</p>
<p><strong>一、招生原则</strong></p>
<p>（一）免试就近入学。公办学校划片招生，民办学校与公办学校同步招生。<p>（二）保障随迁子女入学，不得收取借读费。
<div style="display: none">隐藏的字</div><p hidden>也是隐藏的字</p>
<p style="text-align:right">云水县教育局</p><p style="text-align:right">2024年3月2日</p></div>
<p>附件：<a href="a.doc">1.登记表</a> <a href="b.xls">2.学校名单</a> <a href="c.pdf">3.划片图</a></p>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div class="related"><ul><li><a href="9">云水县教育局关于2023年招生工作的通知</a></li></ul></div></div></div>
<div class="footer">主办：云水县人民政府　网站标识码：1500000001 <a href="#">网站地图</a></div></body></html>`

describe('a page of a government site', () => {
  it('is its title, its date and source, its text and its attachments, and nothing of the site', () => {
    expect(linesOf(PAGE)).toEqual([
      '# 云水县教育局关于做好2024年义务教育招生工作的通知',
      '发布时间：2024-03-02 10:20　来源：云水县教育局',
      '各乡镇人民政府，县直各中小学校：',
      '为做好2024年义务教育招生工作，根据上级有关规定，结合我县实际，现就有关事项通知如下。',
      '**一、招生原则**',
      '（一）免试就近入学。公办学校划片招生，民办学校与公办学校同步招生。',
      '（二）保障随迁子女入学，不得收取借读费。',
      '云水县教育局',
      '2024年3月2日',
      '附件：1.登记表 2.学校名单 3.划片图',
    ])
  })

  it('gives the title, issuer and date of the document, and its headings', () => {
    const { documents } = readText(readHtml(Buffer.from(PAGE)).text, 'x.html')
    expect(documents).toMatchObject([
      { title: '云水县教育局关于做好2024年义务教育招生工作的通知', issuer: '云水县教育局', issuedOn: '2024-03-02' },
    ])
    expect(documents[0].clauses.map(clause => clause.place)).toContain('1.2')
  })

  it('says what was left out', () => {
    expect(readHtml(Buffer.from(PAGE)).notes).toMatchObject([
      { kind: 'furniture', message: expect.stringContaining('机构职能') },
    ])
  })

  it('with everything in a table for the layout is read as one text', () => {
    expect(
      linesOf(`<table><tr><td width="200"><a href="1">首页</a></td><td><h1>某市办法</h1>
        <p>第一条　教师应当备课。</p><table><tr><td>学段</td><td>标准</td></tr><tr><td>小学</td><td>8元</td></tr></table></td></tr></table>`),
    ).toEqual(['首页', '# 某市办法', '第一条　教师应当备课。', '| 学段 | 标准 |', '| 小学 | 8元 |'])
  })
})

describe('the encoding of a page', () => {
  const gb = Buffer.from('3c703ebdccd3fdbed63c2f703e', 'hex') // <p>教育局</p>
  it.each([
    ['gb2312 in a meta element', '<meta charset="gb2312">'],
    ['gbk in an old meta element', '<meta http-equiv="Content-Type" content="text/html; charset=gbk">'],
    ['utf-8, wrongly', '<meta charset="utf-8">'],
    ['none', ''],
    ['one that does not exist', '<meta charset="chinese">'],
  ])('declared as %s is read', (_, meta) => {
    expect(linesOf(Buffer.concat([Buffer.from(meta), gb]))).toEqual(['教育局'])
  })

  it('is the declared one where bytes are valid in several', () => {
    const big5 = Buffer.from('b1d0a87c', 'hex') // 教育
    expect(linesOf(Buffer.concat([Buffer.from('<meta charset="big5"><p>'), big5]))).toEqual(['教育'])
  })
})

describe('of HTML', () => {
  it('headings keep their levels', () => {
    expect(linesOf('<h1>题目</h1><h2>一、总则</h2><h3>（一）目的</h3><p>正文。</p>')).toEqual([
      '# 题目',
      '## 一、总则',
      '### （一）目的',
      '正文。',
    ])
  })

  it('lists say their numbers, those of start, value and type too, and none that the author typed as well', () => {
    expect(linesOf('<ol start="3"><li>甲</li><li>乙</li><li value="9"><p>丙</p></li></ol>')).toEqual([
      '3. 甲',
      '4. 乙',
      '9. 丙',
    ])
    expect(linesOf('<ol type="a"><li>甲<ol><li>子</li></ol></li><li>乙</li></ol>')).toEqual(['a. 甲', '1. 子', 'b. 乙'])
    expect(linesOf('<ol style="list-style-type: cjk-ideographic"><li>甲</li><li>乙</li></ol>')).toEqual([
      '一、甲',
      '二、乙',
    ])
    expect(linesOf('<ol><li>1. 甲</li><li>（二）乙</li></ol><ul><li>丙</li></ul>')).toEqual(['1. 甲', '（二）乙', '丙'])
  })

  it('tables keep their cells, however they are merged and their tags left open', () => {
    expect(
      linesOf(`<table><caption>表1</caption><thead><tr><th rowspan=2>学校<th colspan=2>计划<tr><th>班数<th>人数
        <tbody><tr><td>第一小学<td>6<td>270<tr><td rowspan=2>第二<br>小学<td>4<td>180<tr><td>2<td><p>90<p>（其中特教8）</table>`),
    ).toEqual([
      '表1',
      '| 学校 | 计划 班数 | 计划 人数 |',
      '| 第一小学 | 6 | 270 |',
      '| 第二小学 | 4 | 180 |',
      '| 第二小学 | 2 | 90 （其中特教8） |',
    ])
  })

  it('entities are characters, readings of ruby are left out', () => {
    expect(
      linesOf('<p>&ldquo;<ruby>呼<rp>(</rp><rt>hū</rt><rp>)</rp></ruby>伦&rdquo;&nbsp;&lt;5&#37;&#x4e00;</p>'),
    ).toEqual(['“呼伦” <5%一'])
  })

  it('a line end between two Chinese characters is nothing, between words a space', () => {
    expect(linesOf('<p>教育\n  高地 Excel\nfile</p>')).toEqual(['教育高地 Excel file'])
  })

  it('line breaks part lines, in preformatted text too', () => {
    expect(linesOf('<p>第一条　甲。<br>第二条　乙。</p><pre>第三条　丙。\n第四条　丁。</pre>')).toEqual([
      '第一条　甲。',
      '第二条　乙。',
      '第三条　丙。',
      '第四条　丁。',
    ])
  })

  it('a note stands behind its paragraph', () => {
    expect(
      linesOf('<p>普惠园<sup><a href="#n1">[1]</a></sup>占比。</p><p>又一段。</p><ol><li id="n1">指公办园。</li></ol>'),
    ).toEqual(['普惠园占比。', '注1：指公办园。', '又一段。'])
  })

  it('whole paragraphs stay whole, where plain text would have been joined', () => {
    const { documents } = readText(readHtml(Buffer.from('<p>第一条　甲</p><p>乙</p><p>丙</p>')).text)
    expect(documents[0].text.split('\n')).toEqual(['第一条　甲', '乙', '丙'])
  })

  it('tags nested without end are no error', () => {
    expect(() => readHtml(Buffer.from('<b><i>'.repeat(300)))).not.toThrow()
  })
})
