import { expect, test } from 'vitest'
import { ATTACK_TECHNIQUES } from './attack.ts'
import { FRAMEWORK_IDS, FRAMEWORKS, labelOf } from './frameworks.ts'
import { CSF_SUBCATEGORIES } from './nist-csf.ts'
import { wrongAttackTag, wrongLabel } from './wrong-label.ts'

test('every id of every catalogue is a label, of one catalogue only', () => {
  expect(new Set(FRAMEWORK_IDS).size).toBe(FRAMEWORK_IDS.length)
  for (const { id: framework, entries } of FRAMEWORKS) {
    for (const [id, title] of Object.entries(entries)) {
      expect(labelOf(id)).toEqual({ framework, id, title })
      expect(wrongLabel(id)).toBeNull()
    }
  }
})

test('CSF 2.0 has its 106 subcategories, and none of the numbers that were withdrawn', () => {
  expect(Object.keys(CSF_SUBCATEGORIES)).toHaveLength(106)
  for (const gone of ['RS.MI-03', 'RS.AN-01', 'RS.AN-02', 'RS.AN-04', 'RS.AN-05', 'ID.AM-06', 'DE.AE-01', 'PR.AC-04']) {
    expect(labelOf(gone)).toBeNull()
  }
})

test.each([
  ['the containment id that many documents copy from each other', 'RS.MI-03', '`RS.MI-01` (Incidents are contained)'],
  ['the same as CSF 1.1 wrote it', 'RS.MI-3', '`RS.MI-01`'],
  ['the same where triage is meant', 'RS.MI-03', '`RS.MA-02`'],
  ['least privilege by its number of CSF 1.1', 'PR.AC-4', '`PR.AA-05`'],
  ['a padded number of CSF 1.1', 'PR.AC-04', '`PR.AA-05`'],
  ['identity management of CSF 1.1', 'PR.AC-1', '`PR.AA-01`'],
  ['remote access of CSF 1.1', 'PR.AC-3', '`PR.IR-01`'],
  ['proofing of CSF 1.1', 'PR.AC-6', '`PR.AA-02`'],
  ['authentication of CSF 1.1', 'PR.AC-7', '`PR.AA-03`'],
  ['a hole in the numbers', 'RS.AN-01', 'RS.AN-03'],
  ['a hole at the end', 'RS.MA-06', 'RS.MA-05'],
  ['an id without its zero', 'RS.MI-1', '`RS.MI-01`'],
  ['an id in lower case', 'rs.mi-01', '`RS.MI-01`'],
  ['a whole category', 'RS.MI', 'RS.MI-01, RS.MI-02'],
  ['a category of no version', 'RS.XX-01', 'RS.MA'],
  ['secret leakage with a zero', 'NHI-02', '`NHI2:2025` (Secret Leakage)'],
  ['secret leakage without its year', 'NHI2', '`NHI2:2025`'],
  ['secret leakage with both', 'NHI02:2025', '`NHI2:2025`'],
  ['rotation filed under third parties', 'NHI-03', '`NHI7:2025` (Long-Lived Secrets) where rotation is meant'],
  ['an eleventh of ten', 'NHI11:2025', 'NHI1:2025 to NHI10:2025'],
  ['the layer that is no id', 'M7', '`MAESTRO L7` (Agent Ecosystem)'],
  ['a layer in words', 'MAESTRO Layer 3', '`MAESTRO L3`'],
  ['an agentic risk without its zero', 'ASI2', '`ASI02`'],
  ['an agentic threat with a zero', 'T02', '`T2` (Tool Misuse)'],
  ['an agentic threat of another edition', 'T17', 'T1 to T15'],
  ['a technique, which has its place among the tags', 'T1552.005', '`attack.t1552.005` under `tags`'],
  ['a tactic, which has its place among the tags', 'TA0006', '`attack.credential-access` under `tags`'],
  ['the retired phases of incident handling', 'SP 800-61r2', 'RS.MA-01'],
  ['an ATLAS id without its zeros', 'aml.t0053', 'AML.T0053'],
  ['a function of the AI RMF in lower case', 'manage 2.4', '`MANAGE 2.4`'],
  ['nothing that exists', 'ISO 27001', 'NHI1:2025'],
])('%s: %s is refused with the right one', (_what, wrong, right) => {
  expect(labelOf(wrong)).toBeNull()
  expect(wrongLabel(wrong)?.shouldBe).toContain(right)
})

test('what is suggested exists', () => {
  for (const wrong of ['RS.MI-03', 'PR.AC-1', 'NHI-03', 'M7', 'T02', 'ASI2', '800-61', 'rs.mi-1']) {
    const named = [...(wrongLabel(wrong)?.shouldBe.matchAll(/`([^`]+)`/g) ?? [])].map((match) => match[1] ?? '')
    expect(named).not.toEqual([])
    for (const id of named) expect([wrong, id, labelOf(id) !== null]).toEqual([wrong, id, true])
  }
})

test('a tag of ATT&CK names a tactic or is formed like an id', () => {
  for (const fine of [
    'attack.t1078',
    'attack.t9999.001',
    'attack.g0016',
    'attack.persistence',
    'attack.stealth',
    'cve.2024-1',
  ]) {
    expect([fine, wrongAttackTag(fine)]).toEqual([fine, null])
  }
  expect(wrongAttackTag('attack.defence-evasion')?.shouldBe).toBe('`attack.defense-evasion`')
  expect(wrongAttackTag('attack.credential_access')?.shouldBe).toBe('`attack.credential-access`')
  expect(wrongAttackTag('attack.t107')?.shouldBe).toContain('four digits')
  expect(wrongAttackTag('attack.nonsense')?.shouldBe).toContain('persistence')
  for (const id of Object.keys(ATTACK_TECHNIQUES)) expect(wrongAttackTag(`attack.${id.toLowerCase()}`)).toBeNull()
})
