// Functions that all panels use to build their part of the page.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Creates an HTML element. A function as an attribute is a listener for the event of that name. The attribute is present if
 * its value is true, and absent if it is false, null or undefined. Children are nodes or text. Null children are ignored.
 */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** Creates an SVG element in the same way. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      node.addEventListener(key, value);
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(key, value === true ? '' : value);
    }
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined));
  return node;
}

/** Sets the text of a node if it differs, so that unchanged text is not painted again. */
export function setText(node, text) {
  if (node.textContent !== String(text)) {
    node.textContent = text;
  }
}

/** Creates a card with a heading. If `wide` is true, it takes a whole row of the grid. */
export function card(title, { id = null, wide = false } = {}, ...children) {
  const heading = el('h3', { id: id && `${id}-title` }, title);
  return el('article', { id, class: wide ? 'card wide' : 'card', 'aria-labelledby': id && `${id}-title` }, heading,
      ...children);
}

/** Creates a region that scrolls wide content, also by keyboard. */
export function scrollable(label, ...children) {
  return el('div', { class: 'scroll', role: 'region', 'aria-label': label, tabindex: '0' }, ...children);
}

/** Announces a text to screen readers after their current text. Not for values that change every second. */
export function announce(text) {
  document.getElementById('announcements').textContent = text;
}

/** Waits for a number of milliseconds. */
export function sleep(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
