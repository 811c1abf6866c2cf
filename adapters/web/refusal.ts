import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** A request that cannot be served as it is; the reader or program is told why in `message`. */
export class Refusal extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    message: string,
    /** Further members of the problem details. */
    readonly more: Record<string, unknown> = {},
  ) {
    super(message)
  }
}
