// Adds up what the test runners wrote and ends with the one line that says it: "N passed, N failed".
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
  failed += report.numFailedTests + Math.max(0, report.numFailedTestSuites - report.numFailedTests)
  skipped += report.numPendingTests + report.numTodoTests
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
