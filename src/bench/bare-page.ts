import type { Page } from '@playwright/test'

const ROWS = 2_000
const ROW_PX = 32

/**
 * A page with nothing on it but what is measured elsewhere on whole pages: rows under a bar that j and k move, and a slider beside the
 * number of its value. No library and no styles: what a key or a move takes here, from the event to the paint, is what browser and
 * machine take for it, whoever wrote the page. Measured in the same run, it tells which part of a page's figure is the page's own.
 */
export async function openBarePage(page: Page, slider: string, numbers: string): Promise<void> {
  await page.setContent(`<!doctype html>
    <style>
      body { margin: 0 }
      [role=grid] { position: relative; height: 600px; overflow: auto }
      [role=row] { height: ${ROW_PX}px }
      #bar { position: absolute; top: 0; width: 100%; height: ${ROW_PX}px; background: #3366ff33; will-change: transform }
      input { width: 200px }
    </style>
    <div role="grid" tabindex="0"></div>
    <input type="range" min="0" max="100" value="50" aria-label="${slider}">
    <dl aria-label="${numbers}"><dd>50</dd></dl>`)
  await page.evaluate(
    ([rows, rowPx]) => {
      const grid = document.querySelector<HTMLElement>('[role=grid]')
      const input = document.querySelector('input')
      const number = document.querySelector('dd')
      if (grid === null || input === null || number === null) throw new Error('the bare page is not whole')
      const row = (index: number) => `<div role="row" id="row-${index}">${index}</div>`
      grid.innerHTML = `<div id="bar"></div>${Array.from({ length: rows }, (_, index) => row(index)).join('')}`
      const bar = document.getElementById('bar')
      let at = 0
      grid.addEventListener('keydown', ({ key }) => {
        at = Math.max(0, at + (key === 'j' ? 1 : -1))
        if (bar !== null) bar.style.transform = `translateY(${at * rowPx}px)`
        grid.setAttribute('aria-activedescendant', `row-${at}`)
        const overPx = (at + 1) * rowPx - grid.clientHeight - grid.scrollTop
        if (overPx > 0) grid.scrollTop += overPx
      })
      input.addEventListener('input', () => (number.textContent = input.value))
    },
    [ROWS, ROW_PX] as const,
  )
}
