/** It did not go out: it may be sent again. */
export class NotSent extends Error {
  constructor() {
    super('没有连接')
  }
}

/** It went out and no answer came: it may have been done, and must not blindly be sent again. */
export class Unanswered extends Error {
  constructor(what: string) {
    super(`没有等到回应：${what}`)
  }
}
