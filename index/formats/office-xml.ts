import { DOMParser, XMLSerializer } from '@xmldom/xmldom'

/** Elements are known by their names without prefix: `w:p`, and the same of the strict form of the format, are `p`. */
export function parseXml(xml: string): Document {
  const errorHandler = {
    warning: () => {},
    error: () => {},
    fatalError: (message: string) => {
      throw new Error(message)
    },
  }
  return new DOMParser({ errorHandler }).parseFromString(xml.replace(/^\uFEFF/, ''), 'text/xml')
}

export function printXml(document: Document): string {
  return new XMLSerializer().serializeToString(document)
}

/** Elements of that name anywhere below, in order. */
export function below(node: Node, name: string): Element[] {
  const found: Element[] = []
  const open: Node[] = []
  const push = (parent: Node) => {
    for (let child = parent.lastChild; child; child = child.previousSibling) open.push(child)
  }
  push(node)
  while (open.length) {
    const next = open.pop()!
    if (isNamed(next, name)) found.push(next)
    push(next)
  }
  return found
}

/** The first child of that name, and so on down the path. */
export function inner(node: Node | null | undefined, ...path: string[]): Element | undefined {
  let at: Node | null | undefined = node
  for (const name of path) {
    at = at?.firstChild
    while (at && !isNamed(at, name)) at = at.nextSibling
  }
  return (at as Element | null) ?? undefined
}

/** `w:val`, or another attribute; '' where it is not there. */
export function val(element: Element | undefined, name = 'val'): string {
  if (!element) return ''
  for (let i = 0; i < element.attributes.length; i++)
    if (element.attributes[i].localName === name) return element.attributes[i].value
  return ''
}

/** `<w:b/>` is on, `<w:b w:val="0"/>` is off. */
export function isOn(element: Element | undefined): boolean {
  return element !== undefined && !/^(?:0|false|off)$/.test(val(element))
}

export function isNamed(node: Node, name: string): node is Element {
  return node.nodeType === 1 && (node as Element).localName === name
}
