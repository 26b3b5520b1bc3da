import { printable } from '../../domain/json/read-json.ts'
import type { IdentityRef, Signal } from '../../domain/signal/signal.ts'

/**
 * One sentence: who did what, to whom, from where, and by which rule it is here. Built from typed fields of the signal;
 * control characters are escaped, and nothing in it is markup.
 */
export function whySentence(
  signal: Signal,
  trigger: { readonly title: string; readonly version: number } | null,
): string {
  const what = signal.form === 'event' ? eventWords(signal) : findingWords(signal)
  const rule =
    trigger === null
      ? signal.form === 'event'
        ? ''
        : ' No trigger of ours fired on it.'
      : ` Trigger “${trigger.title}”, version ${trigger.version}, fired.`
  return printable(`${what}${fromWhere(signal)}.${rule}`)
}

function eventWords(signal: Signal): string {
  const who = signal.actor === null ? 'Somebody the record does not name' : signal.actor.label
  const call = signal.call
  const did = call === null ? `did “${signal.title}”` : `called ${call.operation}`
  const where = call?.service ? ` of ${call.service}` : ''
  const whom = others(signal)
  const onWhom = whom.length === 0 ? '' : ` on ${whom.map((ref) => ref.label).join(', ')}`
  const how = call?.outcome === 'failure' ? ` and was refused${call.error === null ? '' : ` (${call.error})`}` : ''
  return `${who} ${did}${where}${onWhom}${how}`
}

function findingWords(signal: Signal): string {
  const reporter =
    signal.product === '' || signal.product === signal.vendor ? signal.vendor : `${signal.vendor} ${signal.product}`
  const whom = others(signal).map((ref) => ref.label)
  const about = whom.length === 0 ? '' : ` about ${whom.join(', ')}`
  const by = signal.actor === null ? '' : `, done by ${signal.actor.label}`
  return `${reporter} reports “${signal.title.replace(/\.$/, '')}”${about}${by}`
}

function others(signal: Signal): readonly IdentityRef[] {
  return signal.affected.filter((ref) => ref.label !== signal.actor?.label).slice(0, 3)
}

function fromWhere({ network, userAgent }: Signal): string {
  const place = [network.city, network.country, network.organization].filter((part) => part !== null)
  const origin = network.ip ?? network.viaService
  const from = origin === null ? '' : ` from ${origin}${place.length === 0 ? '' : ` (${place.join(', ')})`}`
  const agent = userAgent === null ? '' : ` with ${userAgent.length > 60 ? `${userAgent.slice(0, 59)}…` : userAgent}`
  return `${from}${agent}`
}
