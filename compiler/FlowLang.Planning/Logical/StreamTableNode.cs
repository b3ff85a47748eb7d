using System.Collections.Immutable;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>The table that the records of a stream make, with its versions: the right side of `join … as of`.</summary>
/// <param name="Input">The stream's records.</param>
public sealed record StreamTableNode(StreamScanNode Input, StreamSymbol Stream, RowType Row, TextSpan Span) : LogicalNode(Row, Span)
{
    public override string Verb => "table";

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Input = (StreamScanNode)inputs[0] };

    /// <summary>The same with some of its columns and those of its key, and of records what they are made of.</summary>
    public StreamTableNode Only(IReadOnlySet<string> needed)
    {
        RowType row = new([.. Row.Fields.Where(f => f.IsKey || needed.Contains(f.Name))]);
        RowType before = new([.. row.Fields.Where(f => f.IsKey)]);
        RowField Narrow(RowField field) => Stream.IsChanges
            ? field with { Type = field.Type with { Type = Within((RowType)field.Type.Type, field.Name == "before" ? before : row) } }
            : field;
        HashSet<string> read = Stream.IsChanges ? ["before", "after"] : [.. row.Fields.Select(f => f.Name)];
        RowType records = new([.. Stream.Row.Fields.Where(f => read.Contains(f.Name)).Select(Narrow)]);
        return this with { Row = row, Input = Input with { Row = records } };
    }

    private static RowType Within(RowType row, RowType columns) => new([.. row.Fields.Where(f => columns.Find(f.Name) is not null)]);
}
