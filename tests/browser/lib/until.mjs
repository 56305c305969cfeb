// Waits for a condition by asking again. The bound only ends a wait for what never comes: nothing is measured by it.
export const patience = 90_000

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

// `probe` returns what was waited for, or something falsy. What it throws is told if it never comes.
export async function until(what, probe, bound = patience) {
  const end = Date.now() + bound
  let last
  do {
    try {
      const found = await probe()
      if (found) return found
    } catch (error) {
      last = error
    }
    await pause(50)
  } while (Date.now() < end)
  throw new Error(`${what}: never came${last ? ` (${last.message})` : ''}`)
}
