using System.Diagnostics;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Sessions that were written before they ended: their rows are deleted by key when they begin earlier or are swallowed.</summary>
internal sealed partial class StreamRouteEmitter
{
    /// <summary>Whether rows for the target can stand for keys that are no longer there. A screen has no keys.</summary>
    private bool TakesBack => _route.Write.Sink.Connector.Name != "console" && StreamPlanner.Flatten(_route.Query).Any(
        node => node is AggregateNode { Emit: EmitMode.Changes } groups
            && WindowTrace.Of(groups.Input) is { Window.Window.Kind: WindowKind.Session });

    // The method that is told of a key whose row is gone; what comes between the group and the target does not change keys.
    private string TakingBack(AggregateNode node, string keyType, RowType key)
    {
        if (!TakesBack)
        {
            return "null";
        }

        Rows keys = new("", keyType, key);
        IEnumerable<string> values = _output.Rows.Row.Fields.Select(field => _route.Write.Key.Contains(field.Name)
            ? CSharpExpressionEmitter.Coerce(keys.Column("key", Below(_route.Query, field.Name, node)), field.Type)
            : Nothing(field.Type));
        string method = _file.Round.Take($"{_name}_take_back");
        _file.Round.Method(
            "A row of a session that is gone, by its key.", $"private void {method}(in {keyType} key)",
            $"""
            {_output.Field}.Items.Add(new {_output.Rows.RowName}({string.Join(", ", values)}));
            {_output.Field}.Deleted.Add(true);
            """);
        return method;
    }

    // The name that a column of the query has among the keys of a group below.
    private static string Below(LogicalNode node, string name, AggregateNode groups) => node switch
    {
        AggregateNode when ReferenceEquals(node, groups) => name,
        ProjectNode project when project.Columns.First(column => column.Name == name).Value is BoundColumn column =>
            Below(project.Input, column.Name, groups),
        JoinNode join => Below(join.Left, join.LeftColumns.First(column => column.Output == name).Input, groups),
        { Inputs: [var input] } => Below(input, name, groups),
        _ => throw new UnreachableException(name),
    };

    // A value that a row has which stands for its key alone.
    private string Nothing(TypeRef type) => type switch
    {
        { Nullable: true } => "null",
        { Type: TextType or EnumType } => "\"\"",
        { Type: JsonType } => "\"null\"",
        { Type: RowType row } => $"new {_file.Types.Name(row)}({string.Join(", ", row.Fields.Select(field => Nothing(field.Type)))})",
        _ => "default",
    };
}
