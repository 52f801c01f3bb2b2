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
import java.util.function.Consumer;
import trunkline.warehouse.engine.EmbeddedEngine;

/**
 * Works on each model after all that it refers to, on several that don't need each other at once.
 */
record InOrder(Collection<Model> models, int atOnce) {
  /** Each thread with an engine of its own, on the same tables; returns when all is done. */
  void run(EmbeddedEngine engine, BiConsumer<Model, EmbeddedEngine> work) {
    Queue<EmbeddedEngine> free = new ConcurrentLinkedQueue<>();
    Queue<EmbeddedEngine> forks = new ArrayDeque<>();
    try {
      for (int i = 0; i < atOnce; i++) {
        forks.add(engine.fork());
      }
      free.addAll(forks);
      run(model -> with(free, model, work));
    } finally {
      forks.forEach(EmbeddedEngine::close);
    }
  }

  /** Returns when all is done. */
  void run(Consumer<Model> work) {
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      await(start(work, threads));
    }
  }

  private Collection<CompletableFuture<Void>> start(Consumer<Model> work, ExecutorService threads) {
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
