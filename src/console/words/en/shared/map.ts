export const identity = 'Identity'
export const usedThrough = 'Used through'
export const whoUses = 'Who uses it'
export const whatStandsOnThose = 'What stands on those'
export const drawing = (label: string) => `Drawing: ${label}`
export const comesBackAlone = 'comes back alone'
export const attackerHolds = 'attacker holds it'
export const what = 'What'
export const through = 'Through'
export const whatHappens = 'What happens'
export const inWords = 'In words'
export const staysOpen = 'stays open'
export const cutByThisAction = 'cut by this action'
export const comesBackByItself = 'comes back by itself'

export const via = {
  session: 'its sessions',
  credential: 'a credential',
  identity: 'the identity itself',
  workload: 'its workload',
  tool: 'a tool',
  pipeline: 'a pipeline',
  service: 'a service',
}
export const staysAsItIs = 'stays as it is'
export const inTheAlert = (cutWord: string) => `in the alert, ${cutWord}`
export const notDescribed = 'not described'
export const signsInAgain = (recoverySeconds: number | null) =>
  `signs in again${recoverySeconds === null ? '' : `, ≈ ${recoverySeconds} s`}`
export const stopsRestart = 'stops, restart by hand'
export const mayStop = 'may stop: nobody knows'
export const standsFor = (standsFor: number) => `stands for ${standsFor}`
export const inAlertAndSaid = (said: string) => `in the alert, ${said}`
export const unknownCaller = 'Unknown caller'
export const declaredByNobody = 'declared by nobody'
export const alike = (tail: number) => `+${tail} alike`
export const criticality = (criticality: number) => `criticality ${criticality}`
export const untouched = 'untouched'
export const cut = 'cut'
export const stops = 'stops'
export const unknown = 'unknown'
