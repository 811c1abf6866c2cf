import { below, inner, val } from './office-xml.js'

interface Style {
  name: string
  basedOn: string
  paragraph: Element | undefined
  run: Element | undefined
}

/** What the styles of a document say about its paragraphs, with what each style takes from the one that it is based on. */
export class Styles {
  private readonly styles = new Map<string, Style>()
  private defaultStyle = ''
  private defaultSize = 20

  constructor(xml: Document | null) {
    if (!xml) return
    for (const style of below(xml, 'style')) {
      const id = val(style, 'styleId')
      this.styles.set(id, {
        name: val(inner(style, 'name')),
        basedOn: val(inner(style, 'basedOn')),
        paragraph: inner(style, 'pPr'),
        run: inner(style, 'rPr'),
      })
      if (val(style, 'type') === 'paragraph' && /^(?:1|true)$/.test(val(style, 'default'))) this.defaultStyle = id
    }
    const size = below(xml, 'rPrDefault').map(element => val(inner(element, 'rPr', 'sz')))[0]
    if (size) this.defaultSize = Number(size)
  }

  /** Level of the heading that the paragraph is, 1 outermost; 0 where it is none. */
  headingLevel(paragraph: Element): number {
    const own = val(inner(paragraph, 'pPr', 'outlineLvl'))
    if (own !== '') return Number(own) < 9 ? Number(own) + 1 : 0
    for (const style of this.chain(paragraph)) {
      const named = /^(?:heading|标题)\s*(\d)$/i.exec(style.name)
      if (named) return Number(named[1])
      if (/^(?:title|标题)$/i.test(style.name)) return 1
      const level = val(inner(style.paragraph, 'outlineLvl'))
      if (level !== '') return Number(level) < 9 ? Number(level) + 1 : 0
    }
    return 0
  }

  /** A line of the table of contents: it says again what the headings say. */
  isContents(paragraph: Element): boolean {
    return this.chain(paragraph).some(style => /^(?:toc|目录)\s*\d$/i.test(style.name))
  }

  /** `numPr` of the paragraph's style, where the number comes with the style. */
  numbering(paragraph: Element): { numId: string; styleId: string; level: string } | null {
    for (const [id, style] of this.chainWithIds(paragraph)) {
      const numbering = inner(style.paragraph, 'numPr')
      const numId = val(inner(numbering, 'numId'))
      if (numId) return { numId, styleId: id, level: val(inner(numbering, 'ilvl')) }
    }
    return null
  }

  isCentered(paragraph: Element): boolean {
    const own = val(inner(paragraph, 'pPr', 'jc'))
    if (own) return own === 'center'
    for (const style of this.chain(paragraph)) {
      const alignment = val(inner(style.paragraph, 'jc'))
      if (alignment) return alignment === 'center'
    }
    return false
  }

  /** Size of its first words in half points. */
  size(paragraph: Element): number {
    const run = below(paragraph, 'r').find(element => inner(element, 't'))
    const own = Number(val(inner(run, 'rPr', 'sz')))
    if (own > 0) return own
    for (const style of this.chain(paragraph)) {
      const size = Number(val(inner(style.run, 'sz')))
      if (size > 0) return size
    }
    return this.defaultSize
  }

  private chain(paragraph: Element): Style[] {
    return this.chainWithIds(paragraph).map(([, style]) => style)
  }

  private chainWithIds(paragraph: Element): [string, Style][] {
    const chain: [string, Style][] = []
    let id = val(inner(paragraph, 'pPr', 'pStyle')) || this.defaultStyle
    for (let style = this.styles.get(id); style && chain.length < 20; style = this.styles.get(id)) {
      chain.push([id, style])
      id = style.basedOn
    }
    return chain
  }
}
