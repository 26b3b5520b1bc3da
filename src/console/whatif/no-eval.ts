import * as z from 'zod'

// Schemas would try whether they may compile themselves, and our content security policy, which forbids it, would report that.
// Has to be loaded before the first schema is made.
z.config({ jitless: true })
