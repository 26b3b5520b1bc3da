import { useEffect, useState } from 'react'

const LINGERS_MS = 300

/**
 * True as soon as `isOn` is, and false only when it has not been for a while. For marks of something that a moving hand passes through:
 * they would come and go under it.
 */
export function useLingering(isOn: boolean): boolean {
  const [isHeld, setIsHeld] = useState(isOn)
  if (isOn && !isHeld) setIsHeld(true)
  useEffect(() => {
    if (isOn || !isHeld) return undefined
    const timer = setTimeout(() => setIsHeld(false), LINGERS_MS)
    return () => clearTimeout(timer)
  }, [isOn, isHeld])
  return isOn || isHeld
}
