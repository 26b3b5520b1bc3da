// Adds up what the test runners wrote and ends with the one line that says it: "N passed, N failed".
// Arguments are other commands of the run that failed: each counts as one.
import fs from 'node:fs'

let passed = 0
let failed = process.argv.length - 2
let skipped = 0
for (const command of process.argv.slice(2)) console.log(`FAILED: ${command}`)
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

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
