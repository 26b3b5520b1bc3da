import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parseDocuments } from '../sigma/parse-documents.ts'
import { createChecker, readCase } from './sigma-cases.ts'

const FIXTURES = path.resolve(import.meta.dirname, '../../mocks/fixtures/sigma')

/** Cases of other engines that we answer otherwise, on purpose. A case that heals has to leave the list. */
const DISAGREEMENTS: Readonly<Record<string, string>> = {
  'sigma-rust-0014':
    'The case says that a missing field is not null. The specification uses `field: null` for "was never set", and vendors ' +
    'leave such fields out; a filter on null would let all of them through.',
}

/** Public documents that are refused, and the place and words of the first reason. */
const REFUSED: Readonly<Record<string, string>> = {
  'specification-examples/correlation/value_percentile.yml': '10:9 which percentile?',
  'unsupported/cloud/aws_ec2_download_userdata.yml': '21:5 `timeframe` counts events',
  'unsupported/cloud/aws_enum_backup.yml': '29:5 `timeframe` counts events',
  'unsupported/cloud/aws_enum_listing.yml': '17:5 `timeframe` counts events',
  'unsupported/cloud/aws_enum_network.yml': '26:5 `timeframe` counts events',
  'unsupported/cloud/aws_enum_storage.yml': '30:5 `timeframe` counts events',
  'unsupported/cloud/aws_lambda_function_created_or_invoked.yml': '23:27 counting after `|` is no longer Sigma',
  'unsupported/cloud/aws_macic_evasion.yml': '30:5 `timeframe` counts events',
  'unsupported/cloud/aws_ses_messaging_enabled.yml': '23:5 `timeframe` counts events',
  'unsupported/cloud/azure_aad_secops_signin_failure_bad_password_threshold.yml':
    '22:50 counting after `|` is no longer Sigma',
}

function below(folder: string, ending: string): readonly string[] {
  const root = path.join(FIXTURES, folder)
  return fs
    .readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
}

/** How many cases of a folder have their expected answer, and the ids of those that have not. */
function checked(folder: string): { readonly passed: number; readonly failed: readonly string[] } {
  const check = createChecker()
  let passed = 0
  const failed: string[] = []
  for (const file of below(folder, '.jsonl')) {
    for (const line of fs
      .readFileSync(path.join(FIXTURES, folder, file), 'utf8')
      .trim()
      .split('\n')) {
      const read = readCase(line)
      if (!read.ok) throw new Error(`${file}: ${read.reason}`)
      if (check(read.value).length === 0) passed += 1
      else failed.push(read.value.id)
    }
  }
  return { passed, failed }
}

test('every case of other engines has its expected answer, but for the stated disagreements', () => {
  expect(checked('conformance')).toEqual({ passed: 783, failed: Object.keys(DISAGREEMENTS) })
})

test('every case of our own, modifier by modifier and refusal by refusal, has its expected answer', () => {
  expect(checked('own')).toEqual({ passed: 886, failed: [] })
})

test('every public document is read, or refused at a stated place for a stated reason', () => {
  const files = below('rules', '.yml')
  expect(files).toHaveLength(68)
  const refused = files.flatMap((file) => {
    const parsed = parseDocuments(fs.readFileSync(path.join(FIXTURES, 'rules', file), 'utf8'))
    const [first] = parsed.ok ? [] : parsed.problems
    return first === undefined ? [] : [[file, `${first.line}:${first.column} ${first.message}`]]
  })
  expect(Object.fromEntries(refused)).toEqual(REFUSED)
})

test('no public document but those with a placeholder is read with a warning', () => {
  const warned = below('rules', '.yml').filter((file) => {
    const parsed = parseDocuments(fs.readFileSync(path.join(FIXTURES, 'rules', file), 'utf8'))
    return parsed.ok && parsed.warnings.length > 0
  })
  expect(warned).toHaveLength(8)
  expect(warned.every((file) => file.startsWith('rules-placeholder/'))).toBe(true)
})
