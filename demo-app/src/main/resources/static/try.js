/** Fills the section. */
export function start(section) {
  section.hidden = true;
}
