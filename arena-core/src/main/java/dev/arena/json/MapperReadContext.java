package dev.arena.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TreeNode;
import tools.jackson.core.tree.ArrayTreeNode;
import tools.jackson.core.tree.ObjectTreeNode;
import tools.jackson.core.type.ResolvedType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;

/** What a deserializer of the application reads by if it asks the parser for a value or a tree. */
final class MapperReadContext extends ObjectReadContext.Base {
    private final LazyMapper mapper;

    MapperReadContext(LazyMapper mapper) {
        this.mapper = mapper;
    }

    private DeserializationContext databind(JsonParser parser) {
        return mapper.get()._deserializationContext().assignParser(parser);
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
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends TreeNode> T readTree(JsonParser parser) {
        return (T) databind(parser).readTree(parser);
    }

    @Override
    public <T> T readValue(JsonParser parser, Class<T> type) {
        return databind(parser).readValue(parser, type);
    }

    @Override
    public <T> T readValue(JsonParser parser, TypeReference<T> type) {
        return databind(parser).readValue(parser, type);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T readValue(JsonParser parser, ResolvedType type) {
        return databind(parser).readValue(parser, type);
    }
}
