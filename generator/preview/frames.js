// Makes each frame of the components' page as high as what it shows.
(() => {
  const fit = (frame) => {
    const shown = [...(frame.contentDocument?.querySelectorAll("main *") ?? [])];
    const bottom = Math.max(0, ...shown.map((each) => each.getBoundingClientRect().bottom));
    if (bottom) frame.style.blockSize = `${Math.ceil(bottom) + 24}px`;
  };
  document.addEventListener("load", (event) => event.target instanceof HTMLIFrameElement && fit(event.target), true);
  addEventListener("resize", () => document.querySelectorAll("iframe").forEach(fit));
  document.querySelectorAll("iframe").forEach(fit);
})();
