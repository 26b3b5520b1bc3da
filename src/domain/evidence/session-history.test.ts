import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOON } from '../../testing/builders.ts'
import { anEvent, from, lastFacts, RUNNER, weighAll } from '../../testing/evidence.ts'
import type { Signal } from '../signal/signal.ts'
import { carrierOf } from './session-history.ts'

const INSTANCE = 'arn:aws:sts::111122223333:assumed-role/report-runner/i-0dbc91f429e48eeed'
const MINUTE_MS = 60_000

/** A use of the session, `minute` minutes after noon. */
function useAt(minute: number, ip: string, more: Partial<Signal> = {}): Signal {
  return anEvent({ observedAt: NOON + minute * MINUTE_MS, network: from(ip), ...more })
}

test('a session that moves tells it once as news, and for good as not being where it began', () => {
  const facts = weighAll([useAt(0, '10.0.0.5'), useAt(1, '10.0.0.9'), useAt(2, '203.0.113.7'), useAt(3, '203.0.113.8')])
  expect(facts.map((one) => one['session.new_source'])).toEqual([undefined, false, true, false])
  expect(facts.map((one) => one['session.at_origin'])).toEqual([undefined, true, false, false])
  expect(facts.map((one) => one['session.sources'])).toEqual([1, 1, 2, 2])
})

test('a session began where it was used earliest, also where the thief’s records arrive first', () => {
  const facts = weighAll([useAt(5, '203.0.113.7'), useAt(0, '10.0.0.5'), useAt(6, '203.0.113.7'), useAt(7, '10.0.0.5')])
  expect(facts.map((one) => one['session.at_origin'])).toEqual([undefined, true, false, true])
  const timeless = (ip: string) => anEvent({ observedAt: null, network: from(ip) })
  const arrived = weighAll([timeless('203.0.113.7'), timeless('10.0.0.5'), timeless('203.0.113.7')])
  expect(arrived.map((one) => one['session.at_origin'])).toEqual([undefined, false, true])
})

test('a call that a cloud service makes for the session has no source and no program of its own', () => {
  const forwarded = anEvent({
    network: from(null, { viaService: 'athena.amazonaws.com' }),
    userAgent: 'athena.amazonaws.com',
  })
  const facts = lastFacts([useAt(0, '10.0.0.5'), forwarded])
  expect(facts).toMatchObject({ 'session.kind': 'session', 'session.history': 1 })
  for (const field of ['session.new_source', 'session.at_origin', 'session.sources', 'session.new_user_agent']) {
    expect(facts).not.toHaveProperty([field])
  }
})

test('a refused call from elsewhere is told each time, and does not make that place familiar', () => {
  const refused = useAt(1, '203.0.113.7', { call: { service: null, operation: 'X', outcome: 'failure', error: 'no' } })
  const facts = weighAll([useAt(0, '10.0.0.5'), refused, refused, useAt(2, '203.0.113.7')])
  expect(facts.map((one) => one['session.new_source'])).toEqual([undefined, true, true, true])
})

test('the keys of one EC2 instance are one session, since the instance holds several at a time', () => {
  const actor = { ...RUNNER, names: [...RUNNER.names, { kind: 'arn' as const, value: INSTANCE }] }
  const ofKey = (id: string) => carrierOf(anEvent({ actor, sessions: [{ id, startedAt: null }] }))
  expect(ofKey('ASIA1')).toEqual({ kind: 'instance', id: INSTANCE })
  expect(ofKey('ASIA2')).toEqual(ofKey('ASIA1'))
  const chosen = {
    ...actor,
    names: [{ kind: 'arn' as const, value: INSTANCE.replace('i-0dbc91f429e48eeed', 'deploy') }],
  }
  expect(carrierOf(anEvent({ actor: chosen }))).toEqual({ kind: 'session', id: 'session-1' })
})

test('without a session it is the lasting credential of the caller, and not one that the call is about', () => {
  const actor = { ...RUNNER, names: [{ kind: 'access-key-id' as const, value: 'AKIAOWN' }] }
  const credentials = [
    { id: 'AKIAOTHER', kind: 'aws-access-key' },
    { id: 'AKIAOWN', kind: 'aws-access-key' },
  ]
  expect(carrierOf(anEvent({ actor, sessions: [], credentials }))).toEqual({ kind: 'credential', id: 'AKIAOWN' })
  expect(carrierOf(anEvent({ actor: null, sessions: [], credentials }))).toBeNull()
})

test('two places that use a session in turn within ten minutes hold it both: the record that shows it says so', () => {
  const facts = weighAll([
    useAt(0, '10.0.0.5'),
    useAt(1, '203.0.113.7'),
    useAt(2, '10.0.0.5'),
    useAt(3, '10.0.0.5'),
    useAt(4, '203.0.113.7'),
  ])
  expect(facts.map((one) => one['session.overlap'])).toEqual([undefined, false, true, false, true])
})

test('two programs in two places are counted, whichever record shows the overlap', () => {
  const stolen = { userAgent: 'curl/8.1' }
  const facts = weighAll([useAt(0, '10.0.0.5'), useAt(1, '203.0.113.7', stolen), useAt(2, '10.0.0.5')])
  expect(facts.map((one) => one['session.user_agents'])).toEqual([1, 2, 2])
  expect(facts.map((one) => one['session.new_user_agent'])).toEqual([undefined, true, false])
  expect(facts.at(-1)).toMatchObject({ 'session.overlap': true })
})

test('one that moved and stays there, or comes back much later, holds no session twice', () => {
  const moved = [useAt(0, '10.0.0.5'), useAt(1, '203.0.113.7'), useAt(2, '203.0.113.7')]
  expect(lastFacts(moved)['session.overlap']).toBe(false)
  expect(lastFacts([...moved, useAt(30, '10.0.0.5')])['session.overlap']).toBe(false)
})

test('whichever of three uses in turn arrives last shows the overlap', () => {
  const turns = [useAt(0, '10.0.0.5'), useAt(1, '203.0.113.7'), useAt(2, '10.0.0.5')]
  for (const order of [
    [0, 1, 2],
    [0, 2, 1],
    [2, 0, 1],
    [2, 1, 0],
    [1, 0, 2],
    [1, 2, 0],
  ]) {
    const arrived = order.flatMap((index) => turns[index] ?? [])
    expect(lastFacts(arrived)['session.overlap']).toBe(true)
  }
})

test('one place alone never overlaps with itself', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(600)), (minutes) => {
      for (const facts of weighAll(minutes.map((minute) => useAt(minute, '10.0.0.5')))) {
        expect(facts['session.overlap']).not.toBe(true)
      }
    }),
  )
})

test('a session at home on many networks calls none of them new, and stays small', () => {
  const roaming = Array.from({ length: 40 }, (_, n) => useAt(n, `10.0.${n}.5`))
  const facts = weighAll([...roaming, useAt(60, '198.51.100.1'), useAt(61, '10.0.3.9')])
  expect(facts.at(-2)).not.toHaveProperty(['session.new_source'])
  expect(facts.at(-2)).toMatchObject({ 'session.at_origin': false })
  expect(facts.at(-1)).toMatchObject({ 'session.new_source': false })
})
