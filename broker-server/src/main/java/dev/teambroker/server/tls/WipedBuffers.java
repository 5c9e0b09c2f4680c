package dev.teambroker.server.tls;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Retainable;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * A connection's buffers, overwritten before they wait for the next one: keys and seeds come in by
 * them, and sessions leave by them.
 */
final class WipedBuffers extends ByteBufferPool.Wrapper {
  WipedBuffers() {
    super(new ArrayByteBufferPool());
  }

  @Override
  public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
    RetainableByteBuffer.Mutable pooled = super.acquire(size, direct);
    return new Buffer(this, pooled.getByteBuffer(), new WipedAtRelease(pooled));
  }

  private static final class Buffer extends RetainableByteBuffer.Pooled {
    Buffer(ByteBufferPool pool, ByteBuffer buffer, Retainable retainable) {
      super(pool, buffer, retainable);
    }
  }

  private static final class WipedAtRelease extends Retainable.ReferenceCounter {
    private final RetainableByteBuffer pooled;

    WipedAtRelease(RetainableByteBuffer pooled) {
      this.pooled = pooled;
    }

    @Override
    public boolean release() {
      if (!super.release()) {
        return false;
      }
      MemorySegment.ofBuffer(pooled.getByteBuffer().duplicate().clear()).fill((byte) 0);
      pooled.release();
      return true;
    }
  }
}
