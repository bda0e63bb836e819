// What all panels need to build their part of the page.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An HTML element. An attribute that is a function listens to the event of that name, one that is true is present, one that
 * is false, null or undefined is not. Children are nodes or text; null is none.
 */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An SVG element, likewise. */
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

/** Sets the text of a node, if it differs: what does not change is not painted again. */
export function setText(node, text) {
  if (node.textContent !== String(text)) {
    node.textContent = text;
  }
}

/** A card with a heading; `wide` takes a whole row of the grid. */
export function card(title, { id = null, wide = false } = {}, ...children) {
  const heading = el('h3', { id: id && `${id}-title` }, title);
  return el('article', { id, class: wide ? 'card wide' : 'card', 'aria-labelledby': id && `${id}-title` }, heading,
      ...children);
}

/** What may be wider than its place is scrolled within it, by keyboard too. */
export function scrollable(label, ...children) {
  return el('div', { class: 'scroll', role: 'region', 'aria-label': label, tabindex: '0' }, ...children);
}

/** Says something to a screen reader, when it has finished what it is saying. Not for what changes every second. */
export function announce(text) {
  document.getElementById('announcements').textContent = text;
}

/** Waits. */
export function sleep(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
