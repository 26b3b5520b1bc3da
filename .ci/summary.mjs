// Adds up what the test runners wrote and ends with the one line that says it: "N passed, N failed".
// The argument is how the whole run ended: where it failed and no test did, that is counted as well.
import fs from 'node:fs'

let passed = 0
let failed = 0
let skipped = 0
addResults('test-results/unit.json', addVitest)
addResults('test-results/browser.json', addPlaywright)

/** @param {string} file @param {(report: any) => void} add */
function addResults(file, add) {
  if (fs.existsSync(file)) {
    add(JSON.parse(fs.readFileSync(file, 'utf8')))
  } else {
    console.log(`${file} was not written: that run did not finish`)
    failed += 1
  }
}

function addVitest(report) {
  passed += report.numPassedTests
  failed += report.numFailedTests
  skipped += report.numPendingTests + report.numTodoTests
  // Its tests count as skipped where a file breaks before them: as when its target did not come up.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  )
  failed += broken.length
  for (const { name, message } of broken) console.log(`NOT RUN: ${name}: ${message}`)
  const titles = report.testResults.flatMap(({ assertionResults }) => assertionResults.map(({ title }) => title))
  for (const title of titles) if (title.startsWith('NOT TRIED HERE')) console.log(title)
}

function addPlaywright(report) {
  passed += report.stats.expected + report.stats.flaky
  failed += report.stats.unexpected + report.errors.length
  skipped += report.stats.skipped
  for (const name of flakyIn(report.suites)) console.log(`passed only when tried again: ${name}`)
}

/** @param {any[]} suites @returns {string[]} */
function flakyIn(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky')).map(({ title }) => title),
    ...flakyIn(inner),
  ])
}

if (failed === 0 && (process.argv[2] ?? '0') !== '0') {
  console.log('No test failed, but what is checked before them did: see above')
  failed = 1
}
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
