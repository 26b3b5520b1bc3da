/** One server-sent event. `id` is null where the event names none. */
export interface SentEvent {
  readonly event: string
  readonly data: string
  readonly id: string | null
}

/**
 * Reads an event stream (HTML standard, 9.2.6) that arrives in pieces cut anywhere. Feed it text; it answers the events
 * that are complete. Comments are dropped, `retry` is ignored: the caller has a backoff of its own.
 */
export function createEventReader(): (piece: string) => readonly SentEvent[] {
  let rest = ''
  let event = ''
  let data: string[] = []
  let id: string | null = null

  function line(text: string, events: SentEvent[]): void {
    if (text === '') {
      if (data.length > 0) events.push({ event: event === '' ? 'message' : event, data: data.join('\n'), id })
      event = ''
      data = []
      id = null
      return
    }
    const colon = text.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? text : text.slice(0, colon)
    const raw = colon < 0 ? '' : text.slice(colon + 1)
    const value = raw.startsWith(' ') ? raw.slice(1) : raw
    if (field === 'event') event = value
    else if (field === 'data') data.push(value)
    else if (field === 'id' && !value.includes('\u0000')) id = value
  }

  return (piece) => {
    const events: SentEvent[] = []
    rest += piece
    // A carriage return at the very end may be half of a CRLF: it waits for the next piece.
    const pattern = /\r\n|\n|\r(?!$)/g
    let from = 0
    for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
      line(rest.slice(from, match.index), events)
      from = match.index + match[0].length
    }
    rest = rest.slice(from)
    return events
  }
}
