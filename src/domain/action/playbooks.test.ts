import { expect, test } from 'vitest'
import { IDENTITY_KINDS } from '../signal/signal.ts'
import { ACTION_IDS, THREATS } from './action.ts'
import { actionOf, CATALOGUE, fitsKind } from './catalogue.ts'
import { PLAYBOOKS, playbookById, playbookFor } from './playbooks.ts'

test('every playbook covers each of its threats at tiers 2 to 4 for at least one kind of identity', () => {
  for (const playbook of PLAYBOOKS) {
    for (const threat of playbook.threats) {
      for (const tier of [2, 3, 4]) {
        const kinds = IDENTITY_KINDS.filter((kind) =>
          playbook.actions
            .map(actionOf)
            .some((action) => action.covers.includes(threat) && action.strength >= tier && fitsKind(action, kind)),
        )
        expect(kinds, `${playbook.id}, ${threat}, T${tier}`).not.toEqual([])
      }
    }
  }
})

test('every threat has a playbook, every playbook is found by its id, and ids are not used twice', () => {
  for (const threat of THREATS) expect(playbookFor(threat).threats).toContain(threat)
  for (const playbook of PLAYBOOKS) expect(playbookById(playbook.id)).toBe(playbook)
  expect(new Set(PLAYBOOKS.map(({ id }) => id)).size).toBe(PLAYBOOKS.length)
})

test('every action that can be undone names its inverse, and the inverse leads back', () => {
  for (const id of ACTION_IDS.filter((id) => id !== 'watch-identity')) {
    const action = actionOf(id)
    expect(action.id).toBe(id)
    expect(action.reversible).toBe(action.rollback !== null)
    const back = action.rollback === null ? action : actionOf(actionOf(action.rollback).rollback ?? 'watch-identity')
    // A secret is retired as the last stage of a rotation: accepting the old one again, taken back, rotates at once.
    expect(back.id).toBe(id === 'retire-secret' ? 'rotate-secret' : id)
  }
})

test('an inverse contains nothing and cuts nothing', () => {
  for (const action of Object.values(CATALOGUE).filter(({ strength }) => strength === 0)) {
    expect([action.covers, action.cuts]).toEqual([[], []])
  }
})

test('every action says how it is read back and what goes on working', () => {
  for (const action of Object.values(CATALOGUE)) {
    expect(action.verifiedBy.length).toBeGreaterThan(10)
    expect(action.survives.length).toBeGreaterThan(0)
  }
})

test('no containing action is meant for a person', () => {
  for (const action of Object.values(CATALOGUE).filter(({ strength }) => strength >= 2)) {
    expect(fitsKind(action, 'human')).toBe(false)
  }
})

test('an action that cannot be undone says what is lost', () => {
  for (const action of Object.values(CATALOGUE).filter(({ reversible }) => !reversible)) {
    expect(action.undoCannotRestore.length).toBeGreaterThan(0)
    expect(action.undoSeconds).toBeNull()
  }
})
