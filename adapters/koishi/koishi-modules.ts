import { createRequire } from 'node:module'

/**
 * Koishi and its adapters, in their CommonJS form alone. Each of them is published as CommonJS and as a module; the OneBot
 * adapter exists as CommonJS only and brings that form of Koishi's core with it. Mixed, there would be two cores in one
 * process, and a bot of one would be a stranger to the other.
 */
const require = createRequire(import.meta.url)

const koishi: typeof import('koishi') = require('koishi')
const onebot: typeof import('koishi-plugin-adapter-onebot') = require('koishi-plugin-adapter-onebot')

export const { Bot, Context, Logger, Schema, Universal, h } = koishi
export const { OneBot, OneBotBot } = onebot

/** A plugin of which no more is known here than that Koishi takes it. */
// biome-ignore lint/suspicious/noExplicitAny: the types of these packages do not resolve in a module
type AnyPlugin = any

/** `ctx.http`, which the adapters send with. */
export const HttpPlugin: AnyPlugin = require('@koishijs/plugin-http').default
/** Connects to a Satori server. */
export const SatoriAdapter: AnyPlugin = require('@satorijs/adapter-satori').default

export type KoishiContext = import('koishi').Context
export type Session = import('koishi').Session
export type Element = import('koishi').Element
export type KoishiBot = import('koishi').Bot
export type PlatformEvent = import('koishi').Universal.Event
export type Message = import('koishi').Universal.Message
