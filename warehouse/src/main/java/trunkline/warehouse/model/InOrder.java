package trunkline.warehouse.model;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import trunkline.warehouse.engine.EmbeddedEngine;

/**
 * Works on each model after all that it refers to, on several that don't need each other at once,
 * each thread with an engine of its own.
 */
record InOrder(EmbeddedEngine engine, int atOnce) {
  /** Returns when all is done. */
  void run(Collection<Model> models, BiConsumer<Model, EmbeddedEngine> work) {
    Queue<EmbeddedEngine> free = new ConcurrentLinkedQueue<>();
    Queue<EmbeddedEngine> forks = new ArrayDeque<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      for (int i = 0; i < atOnce; i++) {
        forks.add(engine.fork());
      }
      free.addAll(forks);
      await(start(models, model -> with(free, model, work), threads));
    } finally {
      forks.forEach(EmbeddedEngine::close);
    }
  }

  private static Collection<CompletableFuture<Void>> start(
      Collection<Model> models, java.util.function.Consumer<Model> work, ExecutorService threads) {
    Map<String, CompletableFuture<Void>> begun = new HashMap<>();
    for (Model model : models) {
      CompletableFuture<?>[] before =
          model.references().stream()
              .map(begun::get)
              .filter(Objects::nonNull)
              .toArray(CompletableFuture<?>[]::new);
      begun.put(
          model.name(),
          CompletableFuture.allOf(before).thenRunAsync(() -> work.accept(model), threads));
    }
    return begun.values();
  }

  /** There are as many engines as threads, so one is always free. */
  private static void with(
      Queue<EmbeddedEngine> free, Model model, BiConsumer<Model, EmbeddedEngine> work) {
    EmbeddedEngine own = Objects.requireNonNull(free.poll(), "an engine for each thread");
    try {
      work.accept(model, own);
    } finally {
      free.add(own);
    }
  }

  private static void await(Collection<CompletableFuture<Void>> begun) {
    try {
      CompletableFuture.allOf(begun.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
