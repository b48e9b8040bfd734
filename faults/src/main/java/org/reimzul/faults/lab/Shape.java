package org.reimzul.faults.lab;

/**
 * What a farm is like.
 *
 * @param bstoreMebibytes how large bstore's disk is
 * @param workers of each of the two machines that build
 * @param attempts after how many failures of the infrastructure a build is held
 * @param javaOptions added for every process of ours
 * @param own added to the configuration of all
 * @param apart whether the record, the dispatcher and the rest of the controller are processes of
 *     their own
 */
public record Shape(
    int bstoreMebibytes,
    int workers,
    int attempts,
    String javaOptions,
    String own,
    boolean apart) {}
