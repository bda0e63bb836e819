package dev.arena.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TreeNode;
import tools.jackson.core.tree.ArrayTreeNode;
import tools.jackson.core.tree.ObjectTreeNode;
import tools.jackson.databind.ObjectWriter;

/** What a serializer of the application writes by if it gives the generator a value or a tree. */
final class MapperWriteContext extends ObjectWriteContext.Base {
    private final LazyMapper mapper;

    MapperWriteContext(LazyMapper mapper) {
        this.mapper = mapper;
    }

    private ObjectWriter databind() {
        return DatabindWriter.inTheMiddle(mapper.get().writer());
    }

    @Override
    public ObjectTreeNode createObjectNode() {
        return mapper.get().createObjectNode();
    }

    @Override
    public ArrayTreeNode createArrayNode() {
        return mapper.get().createArrayNode();
    }

    @Override
    public void writeValue(JsonGenerator generator, Object value) {
        databind().writeValue(generator, value);
    }

    @Override
    public void writeTree(JsonGenerator generator, TreeNode tree) {
        databind().writeValue(generator, tree);
    }
}
