namespace FlowLang.Planning.Logical;

/// <summary>All nodes of queries and of the transforms that they refer to, each transform once.</summary>
internal static class ReachedNodes
{
    public static IEnumerable<LogicalNode> Of(LogicalProgram program, params IEnumerable<LogicalNode> queries)
    {
        HashSet<RelationKey> seen = [];
        Stack<LogicalNode> work = new(queries);
        while (work.TryPop(out LogicalNode? node))
        {
            yield return node;
            IEnumerable<LogicalNode> below = node is ReferenceNode reference
                ? seen.Add(reference.Key) ? [program.Index[reference.Key].Root] : []
                : node.Inputs;
            foreach (LogicalNode input in below)
            {
                work.Push(input);
            }
        }
    }
}
