/** More alerts than this are a queue, not a case. As many as a story holds. */
export const MOST_MEMBERS = 200
