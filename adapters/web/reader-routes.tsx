import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ClauseIndex } from '../../index/build.js'
import type { Document, Span } from '../../index/types.js'
import { readerPath } from '../reader-link.js'
import { citedAfterStandard, citedInText } from './cited-as.js'
import { type DocumentsByTitle, documentsByTitle } from './cross-references.js'
import { anchorOf } from './document-blocks.js'
import { DocumentsPage } from './pages/documents-page.js'
import { CitePage, ReaderPage } from './pages/reader-page.js'
import { problem } from './problem.js'
import type { Site } from './site.js'

const NOT_HELD = '没有收录这份文件：网址可能写错了，或者它已不再收录。'

/** Documents to read in place, and how to cite them. */
export function addReaderRoutes(app: OpenAPIHono, site: Site): void {
  app.get('/docs', c => c.html(<DocumentsPage index={site.index()} />))

  app.get('/d/:doc', c => {
    const index = site.index()
    const document = index.documents.find(({ id }) => id === c.req.param('doc'))
    if (!document) return problem(c, 404, NOT_HELD)
    return c.html(
      <ReaderPage document={document} mark={readMark(c.req.query('mark'), document)} held={heldIn(index)} />,
    )
  })

  app.get('/d/:doc/cite', c => {
    const document = site.index().documents.find(({ id }) => id === c.req.param('doc'))
    const clause = document?.clauses.find(each => anchorOf(each, document) === c.req.query('at'))
    if (!document || !clause) return problem(c, 404, NOT_HELD)
    const url = site.publicUrl && site.publicUrl + readerPath(document.id, clause.id)
    // The day of reading is part of it: what browsers keep of it would soon be wrong.
    c.header('Cache-Control', 'no-store')
    return c.html(
      <CitePage
        document={document}
        clauseId={clause.id}
        inText={citedInText(document, clause)}
        standard={citedAfterStandard(document, site.today(), url)}
      />,
    )
  })
}

const titles = new WeakMap<ClauseIndex, DocumentsByTitle>()

function heldIn(index: ClauseIndex): DocumentsByTitle {
  let held = titles.get(index)
  if (!held) titles.set(index, (held = documentsByTitle(index.documents)))
  return held
}

/** `start-end` of a link; null where it is none of this document. */
function readMark(written: string | undefined, { text }: Document): Span | null {
  const match = /^(\d{1,9})-(\d{1,9})$/.exec(written ?? '')
  if (!match) return null
  const [start, end] = [Number(match[1]), Number(match[2])]
  return start < end && end <= text.length ? [start, end] : null
}
