// The playground's page: a chat as on a phone, and a panel that drives the simulated server.
// The server pushes "chats" and "server" over /api/events; the page then fetches what changed.

const byId = (id) => document.getElementById(id);
const state = { chats: [], users: [], server: null, chat: null, topics: new Map(), user: null, anonymous: false, reply: null, forward: null, settled: new Set(), seen: new Map(), drawn: new Map(), unfolded: new Set(), waiting: new Set() };

async function api(path, body) {
  const response = await fetch(`api/${path}`, body === undefined ? {} : {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text || response.statusText);
  return text ? JSON.parse(text) : null;
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'class') made.className = value;
    else if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

// ---- toasts ----

let toastTimer;
function toast(text) {
  const box = byId('toast');
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, 3200);
}

function hideToast() {
  clearTimeout(toastTimer);
  byId('toast').hidden = true;
}

function alertBox(text) {
  const box = byId('alert');
  box.querySelector('p').textContent = text;
  box.showModal();
}

async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return null;
  }
}

// ---- the chat ----

const currentChat = () => state.chats.find((chat) => chat.id === state.chat);
const topicsOf = (chat) => chat.topics ?? [{ id: 0, name: '', closed: false }];
const topicIn = (chat) => topicsOf(chat).find((topic) => topic.id === state.topics.get(chat.id)) ?? topicsOf(chat)[0];
const place = (chat, topic) => `${chat.id}/${topic.id}`;
const messagesIn = (chat, topic) => chat.messages.filter((message) => message.topic === topic.id);
const isOwn = (message) => (state.anonymous ? message.from.anonymous : message.from.id === state.user);
const time = (iso) => new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false });
const day = (iso) => new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' });
const newest = (chat, topic) => Math.max(0, ...messagesIn(chat, topic).map((message) => message.id));

async function loadChats() {
  const user = state.user;
  const answer = await api(`chats?user=${user ?? ''}`);
  if (state.user !== user) return loadChats(); // the user was switched meanwhile
  state.users = answer.users;
  state.user ??= answer.users[0].id;
  state.chats = answer.chats.filter((chat) => chat.group || !state.anonymous);
  for (const chat of state.chats) {
    for (const topic of topicsOf(chat)) {
      if (!state.seen.has(place(chat, topic))) state.seen.set(place(chat, topic), newest(chat, topic));
    }
  }
  if (!currentChat()) state.chat = state.chats[0]?.id ?? null;
  drawChats();
  drawMessages();
}

const unread = (chat, topic) => messagesIn(chat, topic)
  .filter((message) => message.id > (state.seen.get(place(chat, topic)) ?? 0) && !isOwn(message)).length;

const badge = (count) => (count ? element('span', { class: 'badge', 'aria-label': `${count} unread` }, String(count)) : null);

const key = (user) => `${user.id}${user.anonymous ? '!' : ''}`;

function drawChats() {
  const chat = currentChat();
  byId('chats').replaceChildren(...state.chats.map((each) => {
    const count = each.id === state.chat ? 0 : topicsOf(each).reduce((sum, topic) => sum + unread(each, topic), 0);
    return element('button', { type: 'button', 'aria-current': String(each.id === state.chat), 'data-chat': each.id, onclick: () => open(each.id) },
      each.title, badge(count));
  }));
  byId('chat-name').textContent = chat?.title ?? '';
  byId('chat-sub').textContent = chat?.subtitle ?? '';
  byId('chat-avatar').textContent = (chat?.title ?? '?').slice(0, 1);
  const who = byId('who');
  if (who.options.length !== state.users.length) {
    who.replaceChildren(...state.users.map((user) => element('option', { value: key(user) }, user.name)));
  }
  who.value = key({ id: state.user, anonymous: state.anonymous });
  drawTopics(chat);
}

// ---- topics ----

function drawTopics(chat) {
  const row = byId('topics');
  row.hidden = !chat?.topics;
  if (row.hidden) {
    byId('topic-menu').hidden = true;
    return;
  }
  const open = topicIn(chat);
  row.replaceChildren(...chat.topics.map((topic) => element('button', { type: 'button', class: 'topic', 'aria-current': String(topic.id === open.id), title: topic.closed ? `${topic.name}, closed` : topic.name, onclick: () => openTopic(chat, topic) },
    topic.closed ? '🔒 ' : '', topic.name, topic.id === open.id ? null : badge(unread(chat, topic)))));
  if (chat.runs) row.append(element('button', { type: 'button', class: 'more', 'aria-label': 'Change topics', title: 'Change topics', onclick: () => toggleTopicMenu(chat) }, '⋯'));
}

function openTopic(chat, topic) {
  state.topics.set(chat.id, topic.id);
  open(chat.id);
}

function toggleTopicMenu(chat) {
  const menu = byId('topic-menu');
  const topic = topicIn(chat);
  const act = (label, action) => element('button', { type: 'button', onclick: () => {
    menu.hidden = true;
    attempt(() => api('topic', { chat: chat.id, user: state.user, topic: topic.id, action }));
  } }, label);
  menu.replaceChildren(
    ...(topic.id ? [act(topic.closed ? `Reopen ${topic.name}` : `Close ${topic.name}`, topic.closed ? 'reopen' : 'close'), act(`Delete ${topic.name}`, 'delete')] : []),
    act('New topic', 'create'));
  menu.hidden = !menu.hidden;
}

function forgetDrawn() {
  hideToast();
  hideMenu();
  state.drawn.clear();
  byId('messages').replaceChildren();
}

function open(id) {
  state.chat = id;
  state.reply = null;
  forgetDrawn();
  drawMessages(true);
  drawChats();
}

const atEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 60;

function drawMessages(jump = false) {
  const box = byId('messages');
  const chat = currentChat();
  if (!chat) return;
  const messages = messagesIn(chat, topicIn(chat));
  const follow = jump || atEnd(box);
  const wanted = [];
  let lastDay = '';
  for (const message of messages) {
    if (day(message.date) !== lastDay) {
      lastDay = day(message.date);
      wanted.push(node(`day-${lastDay}`, lastDay, () => element('div', { class: 'day' }, lastDay)));
    }
    wanted.push(node(`message-${message.id}`, JSON.stringify(message), () => bubble(chat, message)));
  }
  if (!messages.length) {
    wanted.push(node('empty', 'empty', () => element('div', { class: 'empty' }, element('p', {}, 'No messages yet'),
      element('button', { type: 'button', onclick: () => send('/start') }, 'Send /start'))));
  }
  const focused = box.contains(document.activeElement) ? whereabouts(document.activeElement) : null;
  const nodes = new Set(wanted);
  [...box.children].filter((child) => !nodes.has(child)).forEach((child) => child.remove());
  wanted.forEach((child, index) => {
    if (box.children[index] !== child) box.insertBefore(child, box.children[index] ?? null);
  });
  wanted.forEach((child) => child.querySelectorAll('blockquote.expandable').forEach(fold));
  if (focused) box.querySelector(focused)?.focus({ preventScroll: true });
  if (follow) box.scrollTop = box.scrollHeight;
  offerReply(messages.at(-1));
  noteSeen();
}

/** How to find a button again whose message is drawn anew. */
function whereabouts(focused) {
  const message = focused.closest('.msg')?.dataset.message;
  return message && focused.dataset.key ? `[data-message="${message}"] [data-key="${focused.dataset.key}"]` : null;
}

function noteSeen() {
  const chat = currentChat();
  if (!chat) return;
  const end = atEnd(byId('messages'));
  state.following = end;
  const topic = topicIn(chat);
  if (end) state.seen.set(place(chat, topic), newest(chat, topic));
  const missed = unread(chat, topic);
  byId('to-end').hidden = end;
  byId('to-end').dataset.missed = missed || '';
  byId('to-end').setAttribute('aria-label', missed ? `Newest messages, ${missed} unread` : 'Newest messages');
}

// ---- long quotations ----

function fold(quote) {
  if (quote.dataset.fold) return;
  quote.classList.remove('folded');
  const lines = quote.clientHeight / parseFloat(getComputedStyle(quote).lineHeight);
  if (lines < 4.5) return;
  quote.dataset.fold = 'yes';
  quote.tabIndex = 0;
  quote.setAttribute('role', 'button');
  showFold(quote);
}

function showFold(quote) {
  const open = state.unfolded.has(quote.dataset.quote);
  quote.classList.toggle('folded', !open);
  quote.setAttribute('aria-expanded', String(open));
}

function toggleFold(quote) {
  const key = quote.dataset.quote;
  if (!state.unfolded.delete(key)) state.unfolded.add(key);
  showFold(quote);
}

/** Keeps what is unchanged, so that a redraw loses neither focus nor a spinning button. */
function node(key, content, make) {
  const old = state.drawn.get(key);
  if (old && old.content === content) return old.element;
  const made = make();
  if (old) made.classList.add('changed');
  state.drawn.set(key, { content, element: made });
  return made;
}

function bubble(chat, message) {
  const own = isOwn(message);
  const body = element('div', { class: 'bubble' });
  if (chat.group && !own) body.append(element('span', { class: 'from' }, message.from.name));
  if (message.forwarded) body.append(element('span', { class: 'forwarded' }, `Forwarded from ${message.forwarded}`));
  if (message.reply) body.append(quoted(message.reply));
  if (message.file) body.append(file(message.file));
  const text = element('span', { class: 'text' });
  text.innerHTML = message.html; // made safe by the emulator: parsed entities, all else escaped
  text.querySelectorAll('.bot_command').forEach((command) => { command.tabIndex = 0; command.setAttribute('role', 'link'); });
  text.querySelectorAll('blockquote.expandable').forEach((quote, index) => { quote.dataset.quote = `${chat.id}/${message.id}/${index}`; });
  body.append(text);
  const marks = [message.silent ? '🔕' : '', message.pinned ? '📌' : '', message.edited ? 'edited' : '', time(message.date)];
  body.append(element('span', { class: 'stamp' }, marks.filter(Boolean).join(' ')));
  const keys = message.keyboard.length ? keyboard(message) : null;
  return element('div', { class: own ? 'msg out' : 'msg', 'data-message': message.id }, element('div', { class: 'said' }, body, tools(chat, message)), keys);
}

/** What a long press on a message offers. */
function tools(chat, message) {
  return element('div', { class: 'tools' },
    element('button', { type: 'button', class: 'tool-reply', title: 'Reply', 'aria-label': 'Reply', onclick: () => reply(message) }, '↩'),
    message.from.bot || message.from.anonymous ? null
      : element('button', { type: 'button', class: 'tool-forward', title: 'Forward', 'aria-label': 'Forward', onclick: () => forward(chat, message) }, '↪'));
}

// ---- answering and forwarding ----

function reply(message, offered = false) {
  state.forward = null;
  state.reply = { id: message.id, name: message.from.name, line: message.line, placeholder: message.forceReply, offered };
  drawContext();
  byId('text').focus({ preventScroll: true });
}

function forward(chat, message) {
  state.reply = null;
  state.forward = { chat: chat.id, id: message.id, name: message.from.name, line: message.line };
  drawContext();
}

/** A question of the bot opens the answer to it, until something else is said. */
function offerReply(last) {
  if (state.reply?.offered && state.reply.id !== last?.id) state.reply = null;
  const asks = last && last.forceReply != null && !state.settled.has(last.id) && !state.reply && !state.forward && !state.anonymous;
  if (asks) reply(last, true);
  else drawContext();
}

function dropContext() {
  if (state.reply?.offered) state.settled.add(state.reply.id);
  state.reply = null;
  state.forward = null;
  drawContext();
}

function drawContext() {
  const chat = currentChat();
  const about = state.forward ?? state.reply;
  const closed = Boolean(chat && topicIn(chat).closed && !chat.runs);
  byId('context').hidden = !about || closed;
  byId('context-mark').textContent = state.forward ? '↪' : '↩';
  byId('context-title').textContent = about ? `${state.forward ? 'Forward from' : 'Reply to'} ${about.name}` : '';
  byId('context-line').textContent = about?.line ?? '';
  const input = byId('text');
  input.disabled = closed || Boolean(state.forward);
  byId('compose').querySelector('.send').disabled = closed;
  input.placeholder = closed ? 'This topic is closed' : state.forward ? 'Choose a chat, then send' : state.reply?.placeholder || 'Message';
}

/** The message that this one answers; a press leads there. */
function quoted(reply) {
  return element('button', {
    type: 'button',
    class: 'reply',
    title: 'Go to the message',
    onclick: () => document.querySelector(`[data-message="${reply.id}"]`)?.scrollIntoView({ block: 'center' }),
  }, element('b', {}, reply.name), element('span', {}, reply.text));
}

function file(attached) {
  if (attached.photo) return element('img', { class: 'photo', src: attached.url, alt: attached.name });
  return element('a', { class: 'file', href: attached.url, download: attached.name },
    element('span', { class: 'sheet', 'aria-hidden': 'true' }, '↓'),
    element('span', {}, attached.name, element('small', {}, attached.size < 1024 ? `${attached.size} bytes` : `${(attached.size / 1024).toFixed(1)} KB`)));
}

function keyboard(message) {
  return element('div', { class: 'keys' }, ...message.keyboard.map((row, rowIndex) =>
    element('div', { class: 'row' }, ...row.map((key, column) => element('button', {
      type: 'button',
      class: [key.style, state.waiting.has(press(message, key)) ? 'waiting' : ''].filter(Boolean).join(' '),
      title: key.label,
      'data-key': `${rowIndex}-${column}`,
      onclick: () => tap(message, rowIndex, column, key),
    }, element('span', { class: 'label' }, key.label), key.copy ? element('span', { class: 'corner', 'aria-hidden': 'true' }, '⧉') : null)))));
}

/** A press outlives a redraw of its message when the button is still there. */
const press = (message, key) => `${state.chat}/${message.id}/${key.label}`;

function showWaiting(message, key) {
  const drawn = state.drawn.get(`message-${message.id}`)?.element;
  const button = [...drawn?.querySelectorAll('.keys button') ?? []].find((each) => each.title === key.label);
  button?.classList.toggle('waiting', state.waiting.has(press(message, key)));
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied');
  } catch {
    toast('The browser does not let this page copy');
  }
}

async function tap(message, row, column, key) {
  if (key.copy) {
    await copy(key.copy);
    return;
  }
  if (key.url) {
    await follow(key.url);
    return;
  }
  const pressed = press(message, key);
  if (state.waiting.has(pressed)) return;
  hideToast();
  state.waiting.add(pressed);
  showWaiting(message, key);
  const answer = await attempt(() => api('tap', { chat: state.chat, message: message.id, row, column, user: state.user }));
  state.waiting.delete(pressed);
  showWaiting(message, key);
  if (!answer) return;
  if (!answer.answered) toast('No answer from the bot');
  else if (answer.alert) alertBox(answer.text);
  else if (answer.text) toast(answer.text);
}

/** A link into the private chat with the bot presses Start there, as a phone does. */
async function follow(url) {
  const start = url.match(/^https:\/\/t\.me\/\w+\?start=([\w-]+)$/);
  const own = state.chats.find((chat) => !chat.group);
  if (!start || !own) {
    toast(`Opens ${url}`);
    return;
  }
  open(own.id);
  await send(`/start ${start[1]}`);
}

async function send(text) {
  const forwarded = state.forward;
  if (!text.trim() && !forwarded) return;
  hideToast();
  byId('messages').scrollTop = byId('messages').scrollHeight;
  const body = { chat: state.chat, topic: topicIn(currentChat()).id, user: state.user };
  if (forwarded) Object.assign(body, { forward: forwarded.id, forwardFrom: forwarded.chat });
  else Object.assign(body, { text, anonymous: state.anonymous, replyTo: state.reply?.id });
  dropContext();
  await attempt(() => api('type', body));
}

function drawMenu(filter) {
  const menu = byId('menu');
  const matching = (currentChat()?.commands ?? []).filter((each) => `/${each.command}`.startsWith(filter));
  menu.replaceChildren(...matching.map((each) =>
    element('button', { type: 'button', onclick: () => { hideMenu(); byId('text').value = ''; byId('text').focus(); send(`/${each.command}`); } },
      element('b', {}, `/${each.command}`), element('span', {}, each.description))));
  menu.hidden = matching.length === 0;
  byId('menu-button').setAttribute('aria-expanded', String(!menu.hidden));
}

function hideMenu() {
  byId('menu').hidden = true;
  byId('menu-button').setAttribute('aria-expanded', 'false');
}

byId('compose').addEventListener('submit', (event) => {
  event.preventDefault();
  const input = byId('text');
  const text = input.value;
  input.value = '';
  hideMenu();
  send(text);
});
byId('text').addEventListener('input', (event) => {
  const text = event.target.value;
  if (text.startsWith('/') && !text.includes(' ')) drawMenu(text);
  else hideMenu();
});
byId('text').addEventListener('keydown', (event) => { if (event.key === 'Escape') { hideMenu(); dropContext(); } });
byId('context-drop').addEventListener('click', dropContext);
byId('menu-button').addEventListener('click', () => (byId('menu').hidden ? drawMenu('/') : hideMenu()));
byId('who').addEventListener('change', (event) => {
  state.user = Number.parseInt(event.target.value, 10);
  state.anonymous = event.target.value.endsWith('!');
  state.reply = null;
  state.chats = [];
  forgetDrawn();
  refreshChats();
});
byId('messages').addEventListener('scroll', noteSeen);
new ResizeObserver(() => {
  if (state.following) byId('messages').scrollTop = byId('messages').scrollHeight;
}).observe(byId('messages'));

function activate(target) {
  const command = target.closest('.bot_command');
  const code = target.closest('code');
  const spoiler = target.closest('.spoiler');
  const quote = target.closest('blockquote[data-fold]');
  if (command) send(command.textContent);
  else if (code) copy(code.textContent);
  else if (spoiler) spoiler.classList.add('open');
  else if (quote && getSelection().isCollapsed) toggleFold(quote);
}
byId('messages').addEventListener('click', (event) => activate(event.target));
byId('messages').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('.bot_command, blockquote')) activate(event.target);
});
document.addEventListener('click', (event) => {
  if (!event.target.closest('#menu, #compose')) hideMenu();
  if (!event.target.closest('#topics, #topic-menu')) byId('topic-menu').hidden = true;
});
byId('to-end').addEventListener('click', () => drawMessages(true));

// ---- the panel ----

const actions = [
  ['stall', 'Stall', 'Falls silent, and the server says that it stalled', (agent) => ['working', 'spawning'].includes(agent.status) && !agent.silent],
  ['recover', 'Recover', 'Moves again', (agent) => agent.status === 'stalled' || agent.silent],
  ['complete', 'Complete', 'Ends well, now', (agent) => agent.alive],
  ['fail', 'Fail', 'Ends with an error, now', (agent) => agent.alive],
  ['burn', 'Burn tokens', 'Uses up a quarter of its token limit at once', (agent) => agent.alive && agent.status !== 'stalled' && !agent.silent],
  ['stubborn', 'Ignore kills', 'From now on, only a forced kill ends it', (agent) => agent.alive && !agent.stubborn],
];

async function loadServer() {
  state.server = await api('server');
  drawServer();
}

function drawServer() {
  const server = state.server;
  byId('lamp').classList.toggle('off', server.down);
  byId('server-state').textContent = server.down ? 'Server down'
    : `Server up · ${server.streams} ${server.streams === 1 ? 'stream' : 'streams'} · ${server.events.toLocaleString('en')} events`;
  byId('power').textContent = server.down ? 'Server up' : 'Server down';
  byId('power').title = server.down ? 'Open its port again' : 'Cut all connections and close its port; the agents live on';
  byId('power').classList.toggle('danger', !server.down);
  byId('cut').disabled = server.down;
  byId('agent-count').textContent = `${server.agents.length}`;
  drawFaults(server.faults);
  const cards = byId('agents');
  cards.classList.toggle('unseen', server.down);
  inOrder(server.agents, cards).forEach((agent, index) => {
    const content = JSON.stringify(agent);
    const old = cards.querySelector(`[data-agent="${CSS.escape(agent.id)}"]`);
    const card = old && old.dataset.content === content ? old : agentCard(agent, content);
    if (old && old !== card) {
      const act = old.contains(document.activeElement) ? document.activeElement.dataset.act : null;
      old.replaceWith(card);
      if (act) card.querySelector(`[data-act="${act}"]`)?.focus({ preventScroll: true });
    }
    if (cards.children[index] !== card) cards.insertBefore(card, cards.children[index] ?? null);
  });
  while (cards.children.length > server.agents.length) cards.lastChild.remove();
}

/** While the pointer is on the cards none of them moves away from under it. */
function inOrder(agents, cards) {
  if (!cards.matches(':hover')) return agents;
  const byAgent = new Map(agents.map((agent) => [agent.id, agent]));
  const shown = [...cards.children].map((card) => byAgent.get(card.dataset.agent)).filter(Boolean);
  return [...new Set([...shown, ...agents])];
}

function agentCard(agent, content) {
  const percent = Math.max(0, Math.min(100, agent.progress ?? 0));
  const facts = [`${percent} %`, `${agent.tokensUsed.toLocaleString('en')} / ${agent.tokensLimit.toLocaleString('en')} tokens`, agent.priority, agent.stubborn ? 'ignores kills' : ''];
  const bar = element('i');
  bar.style.width = `${percent}%`;
  const card = element('article', { class: `agent ${agent.status}`, 'data-agent': agent.id, 'data-content': content },
    element('div', { class: 'head' }, element('h3', { title: agent.name }, agent.name), element('span', { class: 'chip' }, agent.status)),
    element('div', { class: 'facts', title: agent.task }, agent.task),
    element('div', { class: 'bar', role: 'progressbar', 'aria-label': 'Progress', 'aria-valuenow': percent, title: `${percent} %` }, bar),
    element('div', { class: 'facts' }, facts.filter(Boolean).join(' · ')),
    element('div', { class: 'acts' }, ...actions.filter(([, , , fits]) => fits(agent)).map(([action, label, hint]) =>
      element('button', { type: 'button', 'data-act': action, title: hint, 'aria-label': `${label}: ${agent.name}`, onclick: () => attempt(() => api('agent', { id: agent.id, action })) }, label))));
  return card;
}

let dragging = false;
function drawFaults(faults) {
  const box = byId('faults');
  if (dragging) return;
  for (const fault of faults) {
    let label = box.querySelector(`[data-fault="${fault.key}"]`);
    if (!label) {
      const range = element('input', { type: 'range', min: fault.min, max: fault.max, step: fault.step, 'aria-label': fault.label });
      range.addEventListener('pointerdown', () => { dragging = true; });
      range.addEventListener('input', () => { label.querySelector('output').textContent = range.value + fault.unit; });
      range.addEventListener('change', () => {
        dragging = false;
        attempt(() => api('fault', { key: fault.key, value: Number(range.value) }));
      });
      label = element('label', { 'data-fault': fault.key }, element('span', {}, fault.label), element('output'), range);
      box.append(label);
    }
    label.querySelector('input').value = fault.value;
    label.querySelector('output').textContent = fault.value + fault.unit;
  }
}

byId('cut').addEventListener('click', () => attempt(() => api('cut', {})));
byId('power').addEventListener('click', () => attempt(() => api('power', { down: !state.server.down })));
byId('add').addEventListener('click', () => attempt(() => api('add', {})));

// ---- staying up to date ----

/** Runs one load at a time, and once more when something changed meanwhile. */
function loader(load) {
  let running = false;
  let again = false;
  return async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await load().catch((error) => console.warn(error));
    } while (again);
    running = false;
  };
}

const refreshChats = loader(loadChats);
const refreshServer = loader(loadServer);

function listen() {
  const events = new EventSource('api/events');
  events.addEventListener('chats', refreshChats);
  events.addEventListener('server', refreshServer);
  events.onopen = () => { refreshChats(); refreshServer(); };
  events.onerror = () => { byId('server-state').textContent = 'The playground has stopped; start it again'; byId('lamp').classList.add('off'); };
}

refreshChats();
refreshServer();
listen();
