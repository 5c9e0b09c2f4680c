package dev.teambroker.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store promises. */
public abstract class ItemStoreContract {
  private static final String NAME = "contract-" + ProcessHandle.current().pid();

  protected abstract ItemStore store() throws Exception;

  @AfterEach
  void forget() throws Exception {
    store().remove(NAME);
  }

  @Test
  void findsNothingWhereNothingWasPut() throws Exception {
    assertThat(store().find(NAME)).isNull();
  }

  @Test
  void findsWhatWasPutByteForByte() throws Exception {
    byte[] value = new byte[256];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) i;
    }
    store().put(NAME, value, 60);
    assertThat(store().find(NAME)).isEqualTo(value);
  }

  @Test
  void findsTheNewestOfAName() throws Exception {
    store().put(NAME, new byte[] {1}, 60);
    store().put(NAME, new byte[] {2, 3}, 60);
    assertThat(store().find(NAME)).containsExactly(2, 3);
  }

  @Test
  void takesItemsLargerThanAnyCredential() throws Exception {
    byte[] value = new byte[9000];
    Arrays.fill(value, (byte) 'x');
    store().put(NAME, value, 60);
    assertThat(store().find(NAME)).isEqualTo(value);
  }

  @Test
  void findsNoMoreWhatWasRemovedAndRemovesTwice() throws Exception {
    store().put(NAME, new byte[] {1}, 60);
    store().remove(NAME);
    store().remove(NAME);
    assertThat(store().find(NAME)).isNull();
  }

  @Test
  void namesWhatItKeeps() throws Exception {
    assertThat(store().names()).doesNotContain(NAME);
    store().put(NAME, new byte[] {1}, 60);
    assertThat(store().names()).contains(NAME);
  }
}
