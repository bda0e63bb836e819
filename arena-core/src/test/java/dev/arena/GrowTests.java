package dev.arena;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Would fail if growing moved without need, lost content, or took memory that is not its own. */
class GrowTests {
    private final Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(12_288).build();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @Test
    void theLastAllocationGrowsWhereItIs() {
        MemorySegment first = arena.allocate(10, 1).fill((byte) 1);
        MemorySegment second = Objects.requireNonNull(arena.tryGrow(first, 100));
        assertThat(second.address()).isEqualTo(first.address());
        assertThat(second.byteSize()).isEqualTo(100);
        assertThat(Segments.isFilledWith(second.asSlice(0, 10), 1)).isTrue();
        assertThat(arena.allocate(1, 1).address()).as("behind it").isEqualTo(first.address() + 100);
    }

    @Test
    void itGrowsUpToTheEndOfItsChunkAndNotBeyond() {
        MemorySegment first = arena.allocate(10, 1);
        assertThat(arena.tryGrow(first, 4097)).isNull();
        assertThat(arena.tryGrow(first, Long.MAX_VALUE)).isNull();
        MemorySegment all = Objects.requireNonNull(arena.tryGrow(first, 4096));
        all.set(ValueLayout.JAVA_BYTE, 4095, (byte) 1);
        assertThat(arena.stats().wastedTailBytes()).isZero();
        assertThat(arena.stats().bytesHeld()).isEqualTo(4096);
    }

    @Test
    void whatIsNotLastDoesNotGrowInPlace() {
        MemorySegment first = arena.allocate(10, 1);
        MemorySegment second = arena.allocate(10, 1);
        assertThat(arena.tryGrow(first, 11)).isNull();
        assertThat(arena.tryGrow(second, 11)).isNotNull();
    }

    @Test
    void aSegmentThatGrewIsNotLastAnyMore() {
        MemorySegment first = arena.allocate(10, 1);
        assertThat(arena.tryGrow(first, 20)).isNotNull();
        assertThat(arena.tryGrow(first, 30)).isNull();
    }

    @Test
    void theLastOneOfAFullChunkDoesNotGrowAfterTheNextChunkCame() {
        MemorySegment first = arena.allocate(4000, 1);
        arena.allocate(200, 1);
        assertThat(arena.tryGrow(first, 4001)).isNull();
    }

    @Test
    void growingToTheSameSizeIsInPlaceForTheLastOne() {
        MemorySegment first = arena.allocate(10, 1);
        MemorySegment same = Objects.requireNonNull(arena.tryGrow(first, 10));
        assertThat(same.address()).isEqualTo(first.address());
        assertThat(same.byteSize()).isEqualTo(10);
        assertThat(arena.allocate(1, 1).address()).isEqualTo(first.address() + 10);
    }

    @Test
    void anEmptySegmentGrows() {
        MemorySegment before = arena.allocate(7, 1).fill((byte) 3);
        MemorySegment empty = arena.allocate(0, 1);
        MemorySegment grown = Objects.requireNonNull(arena.tryGrow(empty, 50)).fill((byte) 4);
        assertThat(grown.byteSize()).isEqualTo(50);
        assertThat(Segments.isFilledWith(before, 3)).isTrue();
        assertThat(arena.tryGrow(before, 8)).as("the grown one is in the way").isNull();
    }

    @Test
    void oversizedSegmentsDoNotGrowInPlace() {
        MemorySegment large = arena.allocate(5000, 1);
        assertThat(arena.tryGrow(large, 5001)).isNull();
    }

    @Test
    void aForeignSegmentIsNeverGrownInPlace() {
        arena.allocate(8, 8);
        try (Arena other = Arena.create()) {
            MemorySegment theirs = other.allocate(8, 8);
            assertThat(arena.tryGrow(theirs, 16)).isNull();
            assertThat(arena.tryGrow(MemorySegment.ofArray(new byte[8]), 16)).isNull();
            assertThat(other.tryGrow(theirs, 16)).isNotNull();
        }
    }

    @Test
    @SuppressWarnings("restricted")
    void theSameAddressUnderAnotherScopeIsForeign() {
        MemorySegment mine = arena.allocate(8, 8);
        MemorySegment alias = MemorySegment.ofAddress(mine.address()).reinterpret(8);
        assertThat(arena.tryGrow(alias, 16)).isNull();
        assertThat(arena.tryGrow(mine, 16)).isNotNull();
    }

    @Test
    void aReadOnlyViewDoesNotBecomeWritableByGrowing() {
        MemorySegment view = arena.allocate(8, 8).asReadOnly();
        MemorySegment grown = arena.tryGrow(view, 16);
        assertThat(grown == null || grown.isReadOnly()).isTrue();
    }

    @Test
    void smallerSizesAreRejected() {
        MemorySegment segment = arena.allocate(10, 1);
        assertThatThrownBy(() -> arena.tryGrow(segment, 9)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("newByteSize", "10", "9");
        assertThatThrownBy(() -> arena.grow(segment, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> arena.grow(segment, 20, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThat(arena.allocate(1, 1).address()).isEqualTo(segment.address() + 10);
    }

    @Test
    void aSegmentOfAnEndedGenerationDoesNotGrow() {
        MemorySegment stale = arena.allocate(10, 1);
        arena.reset();
        MemorySegment now = arena.allocate(10, 1);
        assertThat(now.address()).isEqualTo(stale.address());
        assertThatThrownBy(() -> arena.tryGrow(stale, 20)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("generation");
        assertThatThrownBy(() -> arena.grow(stale, 20, 1)).isInstanceOf(IllegalStateException.class);
        assertThat(arena.stats().relocations()).isZero();
    }

    @Test
    void growMovesTheContentAndCountsARelocation() {
        MemorySegment first = arena.allocate(1000, 8).fill((byte) 5);
        arena.allocate(1, 1);
        MemorySegment moved = arena.grow(first, 2000, 64);
        assertThat(moved.address()).isNotEqualTo(first.address());
        assertThat(moved.address() % 64).isZero();
        assertThat(moved.byteSize()).isEqualTo(2000);
        assertThat(Segments.isFilledWith(moved.asSlice(0, 1000), 5)).isTrue();
        assertThat(Segments.isFilledWith(moved.asSlice(1000), 0)).isTrue();
        assertThat(arena.stats().relocations()).isEqualTo(1);
        first.fill((byte) 6);
        assertThat(Segments.isFilledWith(moved.asSlice(0, 1000), 5)).as("the old one is apart").isTrue();
    }

    @Test
    void growInPlaceIsNoRelocation() {
        MemorySegment first = arena.allocate(1000, 8);
        MemorySegment grown = arena.grow(first, 4096, 8);
        assertThat(grown.address()).isEqualTo(first.address());
        assertThat(arena.stats().relocations()).isZero();
    }

    @Test
    void exhaustionLeavesTheOldSegmentUnharmed() {
        MemorySegment first = arena.allocate(4096, 8).fill((byte) 5);
        arena.allocate(8, 8);
        ArenaStats before = arena.stats();
        assertThatThrownBy(() -> arena.grow(first, 8000, 8)).isInstanceOf(ArenaExhaustedException.class);
        assertThat(Segments.isFilledWith(first, 5)).isTrue();
        assertThat(arena.stats()).isEqualTo(before);
        assertThat(arena.allocate(4000, 8).byteSize()).isEqualTo(4000);
    }
}
