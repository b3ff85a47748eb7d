namespace FlowLang.Streams;

/// <summary>
/// Changed entries of an operator's state, as the operator wrote them. A store keeps the changes of one operator and group in order and
/// gives them back in order; it does not look into them.
/// </summary>
/// <param name="Operator">Its name in the plan, the same in every build of a program that did not change it.</param>
/// <param name="Group">The key group, from 0.</param>
/// <param name="Replaces">It is the whole state: earlier changes of the operator and group are dropped.</param>
public sealed record StateChange(string Operator, int Group, bool Replaces, ReadOnlyMemory<byte> Entries);
