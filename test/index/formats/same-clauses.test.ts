import { describe, expect, it } from 'vitest'
import { readFile } from '../../../index/formats/read-file.js'
import type { Document } from '../../../index/types.js'
import { expectOrigin, expectPartition, readText, seedFiles } from '../support.js'
import { asDocx, asHtml, asMarkdown, asPdf, partsOf } from './write-formats.js'

const FORMATS = { md: asMarkdown, html: asHtml, docx: asDocx, pdf: asPdf }

const squeezed = (text: string) => text.replace(/[\s|]/g, '')

/** What a clause says and where it stands, without white space and the bars between cells. */
function meaningOf(document: Document): unknown[] {
  return document.clauses.map(({ kind, place, label, path, span, row, responsible }) => ({
    kind,
    place,
    label,
    responsible,
    path: path.map(squeezed),
    text: squeezed(document.text.slice(...span)),
    row: row && {
      ...row,
      caption: squeezed(row.caption),
      cells: row.cells.map(squeezed),
      columns: row.columns.map(squeezed),
    },
  }))
}

describe.each(Object.entries(FORMATS))('the real documents written out as .%s', (ending, write) => {
  it.each(seedFiles().map(file => [file.name, file] as const))('give the clauses of %s', async (name, file) => {
    const expected = readText(file.text, name).documents
    const read = await readFile(`x.${ending}`, await write(partsOf(expected)))
    if ('refused' in read) throw new Error(read.refused)
    const { documents } = readText(read.text, name)
    expect(documents.map(meaningOf)).toEqual(expected.map(meaningOf))
    for (const [i, { title, issuer, region, docNumber, issuedOn, status }] of documents.entries())
      expect({ issuer, region, docNumber, issuedOn, status, title: squeezed(title) }).toEqual({
        issuer: expected[i].issuer,
        region: expected[i].region,
        docNumber: expected[i].docNumber,
        issuedOn: expected[i].issuedOn,
        status: expected[i].status,
        title: squeezed(expected[i].title),
      })
    for (const document of documents) {
      expectPartition(document)
      expectOrigin(document, read.text)
    }
  })
})
