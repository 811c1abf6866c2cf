/**
 * Text as QQ shows it as it is. In plain text QQ reads `<@id>`, `@everyone`, `<#id>` and `<emoji:id>` as something else
 * (its documentation: 文本交互) and has no way of escaping them, so an invisible space parts what makes them one.
 */
export function plainForQQ(text: string): string {
  return text.replace(/<(?=[@#]|emoji:|qqbot-)/gi, `<${INVISIBLE}`).replace(/@(?=everyone)/gi, `@${INVISIBLE}`)
}

/** Text within Markdown: what QQ documents as Markdown is escaped, and so is what {@link plainForQQ} parts. */
export function markdownForQQ(text: string): string {
  return plainForQQ(text).replace(/[\\`*_[\]~\-(#!><|]/g, '\\$&')
}

/** U+200B, which QQ's own documentation puts into messages. */
export const INVISIBLE = '\u200b'

const ADDRESS =
  /(?:[a-z][a-z0-9+.-]{1,9}:\/\/[!#-;=?-~]+|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,18}(?![a-z0-9]))/gi

/**
 * Text without addresses that QQ would refuse to send because they are not registered with it: dots and colons of an address
 * become full-width, so that people still read it and no program takes it for one.
 */
export function withoutAddresses(text: string): string {
  return text.replace(ADDRESS, address => address.replaceAll('.', '．').replaceAll(':', '：'))
}
