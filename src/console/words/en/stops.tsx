import type { ReactNode } from 'react'

export const title = 'Stop everything'
export const confirm = 'Stop everything'
export const everything = 'Everything is stopped.'
export const automation = 'Automation is stopped.'
export const breaker = 'the circuit breaker'
export const release = 'Let it go on'
export const releaseTitle = (number: number) => `Let it go on after stop ${number}`
export const releaseOne = 'Automatic steps run again at once. What was counted before counts no more.'
export const releaseTwo =
  'It takes two people who did not stop it. Paused plans are compared again before anything of them is sent.'
export const said = (count: number, needed: number) => `${count} of ${needed} let it go on${count === 0 ? '.' : ':'}`
export const waits = 'This waits for the connection to the gateway.'

export const stopBy = (number: number, by: ReactNode, time: ReactNode, reason: ReactNode, said: string) => (
  <>
    Stop {number} by {by}, {time}: “{reason}” {said}
  </>
)
