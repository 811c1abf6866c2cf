/** Said to the person at the keyboard, without a stack trace; the program ends with 1. */
export class UserError extends Error {}
