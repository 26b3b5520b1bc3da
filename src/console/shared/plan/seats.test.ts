import { expect, test } from 'vitest'
import type { Vote } from '../../../domain/plan/plan.ts'
import { seatsOf } from './seats.ts'

const aVote = (name: string, team: string, choice: Vote['choice'] = 'approve'): Vote => ({
  person: { id: name, name, team },
  choice,
  reason: '',
  digest: 'd',
  passkey: null,
  at: 0,
})

test('the seat of the owner’s team stays free until somebody of that team takes it', () => {
  const body = {
    gate: { kind: 'two-approvals' as const, quorum: 2, ownerTeam: 'Reporting', passkey: false, reasons: [] },
  }
  expect(seatsOf(body, [aVote('Noor', 'SOC')]).map((seat) => seat.vote?.person.name ?? seat.team)).toEqual([
    'Noor',
    'Reporting',
  ])
  const both = seatsOf(body, [aVote('Tomo', 'Reporting'), aVote('Noor', 'SOC')])
  expect(both.map((seat) => seat.vote?.person.name)).toEqual(['Noor', 'Tomo'])
})

test('a rejection takes no seat', () => {
  const body = { gate: { kind: 'one-approval' as const, quorum: 1, ownerTeam: null, passkey: false, reasons: [] } }
  expect(seatsOf(body, [aVote('Noor', 'SOC', 'reject')])).toEqual([{ vote: null, team: null }])
})
