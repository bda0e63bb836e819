package dev.arena.spring.boot.actuate;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All pools of an application.
 *
 * @param pools the pools by bean name
 */
public record ArenasDescriptor(Map<String, PoolDescriptor> pools) implements OperationResponseBody {}
