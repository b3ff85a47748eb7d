using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>
/// The row that a join makes: columns that its condition makes equal and that have one name appear once, a side that may be missing is
/// nullable, and the key is that of the side whose rows stay apart.
/// </summary>
internal sealed record JoinShape(
    RowScope Scope, ImmutableArray<JoinColumn> LeftColumns, ImmutableArray<JoinColumn> RightColumns, ImmutableArray<string> Duplicates,
    bool FansOut)
{
    public static JoinShape Make(JoinKind kind, RowScope left, BoundRelation right, string side, BoundExpression condition)
    {
        HashSet<(string Left, string Right)> pairs = [.. JoinEqualities.Of(condition)];
        bool coversLeft = Covers(left.Row, [.. pairs.Select(pair => pair.Left)]);
        bool coversRight = Covers(right.Row, [.. pairs.Select(pair => pair.Right)]);
        bool fansOut = !right.Row.Key.IsEmpty && !coversRight && !coversLeft && condition.Type.Type is not ErrorType;
        ImmutableArray<JoinColumn> allLeft = [.. left.Row.Fields.Select(field => new JoinColumn(field.Name, field.Name))];
        if (kind is JoinKind.Semi or JoinKind.Anti)
        {
            return new JoinShape(left, allLeft, [], [], false);
        }

        // Left rows are all there in an inner or left join, right rows in a right join; in a full join neither column stands for both.
        HashSet<string> merged = kind == JoinKind.Full
            ? []
            : [.. pairs.Where(pair => left.Columns.Any(c => c.RowName == pair.Left && c.Name == pair.Right)).Select(pair => pair.Right)];
        bool keepsRight = kind == JoinKind.Right;
        HashSet<string> lost = keepsRight
            ? [.. left.Columns.Where(c => merged.Contains(c.Name) && pairs.Contains((c.RowName, c.Name))).Select(c => c.RowName)]
            : merged;
        ImmutableArray<JoinColumn> leftColumns = keepsRight ? [.. allLeft.Where(column => !lost.Contains(column.Input))] : allLeft;
        HashSet<string> leftNames = [.. leftColumns.Select(column => column.Output)];
        ImmutableArray<JoinColumn> rightColumns =
        [
            .. right.Row.Fields.Where(f => keepsRight || !merged.Contains(f.Name))
                .Select(f => new JoinColumn(leftNames.Contains(f.Name) ? $"{side}.{f.Name}" : f.Name, f.Name)),
        ];
        RowType row = KeyOf(kind, left.Row, right.Row, coversLeft, coversRight, leftColumns, rightColumns);
        RowScope scope = ScopeOf(row, left, right, side, merged, keepsRight, rightColumns);
        ImmutableArray<string> duplicates =
        [
            .. rightColumns.Where(column => scope.IsAmbiguous(column.Input) && !scope.Hidden.Contains(column.Output))
                .Select(column => column.Input),
        ];
        return new JoinShape(scope, leftColumns, rightColumns, duplicates, fansOut);
    }

    private static bool Covers(RowType row, HashSet<string> columns) => !row.Key.IsEmpty && row.Key.All(columns.Contains);

    private static RowType KeyOf(
        JoinKind kind, RowType left, RowType right, bool coversLeft, bool coversRight, ImmutableArray<JoinColumn> leftColumns,
        ImmutableArray<JoinColumn> rightColumns)
    {
        // A left row with one partner at most is told apart by its own key; else it takes both keys, where both are never null.
        bool byLeft = coversRight && kind is JoinKind.Inner or JoinKind.Left && coversRight;
        bool byRight = !byLeft && coversLeft && kind is JoinKind.Inner or JoinKind.Right && coversLeft;
        bool byBoth = !byLeft && !byRight && kind == JoinKind.Inner && !left.Key.IsEmpty && !right.Key.IsEmpty;
        bool leftMayMiss = kind is JoinKind.Right or JoinKind.Full;
        bool rightMayMiss = kind is JoinKind.Left or JoinKind.Full;
        HashSet<string> leftInputs = [.. leftColumns.Select(column => column.Input)];
        HashSet<string> rightInputs = [.. rightColumns.Select(column => column.Input)];
        bool leftKeyStays = left.Key.All(leftInputs.Contains);
        bool rightKeyStays = right.Key.All(rightInputs.Contains);
        bool useLeft = (byLeft || byBoth) && leftKeyStays && (!byBoth || rightKeyStays || coversRight);
        bool useRight = (byRight || byBoth) && rightKeyStays && (!byBoth || leftKeyStays);
        Dictionary<string, RowField> leftFields = left.Fields.ToDictionary(field => field.Name);
        Dictionary<string, RowField> rightFields = right.Fields.ToDictionary(field => field.Name);
        return new RowType(
        [
            .. leftColumns.Select(c => Field(leftFields[c.Input], c.Output, leftMayMiss, useLeft)),
            .. rightColumns.Select(c => Field(rightFields[c.Input], c.Output, rightMayMiss, useRight)),
        ]);
    }

    private static RowField Field(RowField field, string name, bool mayMiss, bool keepsKey) =>
        new(name, mayMiss ? field.Type.OrNull : field.Type, field.IsKey && keepsKey);

    private static RowScope ScopeOf(
        RowType row, RowScope left, BoundRelation right, string side, HashSet<string> merged, bool keepsRight,
        ImmutableArray<JoinColumn> rightColumns)
    {
        Dictionary<string, TypeRef> types = row.Fields.ToDictionary(field => field.Name, field => field.Type);
        Dictionary<string, string> outputs = rightColumns.ToDictionary(column => column.Input, column => column.Output);
        ImmutableArray<ScopeColumn>.Builder columns = ImmutableArray.CreateBuilder<ScopeColumn>();
        ImmutableDictionary<string, string> gone = left.Merged;
        foreach (ScopeColumn column in left.Columns)
        {
            if (types.TryGetValue(column.RowName, out TypeRef type) && !(keepsRight && merged.Contains(column.Name)))
            {
                columns.Add(column with { Type = type });
            }
            else if (column.Qualifier is not null)
            {
                gone = gone.SetItem($"{column.Qualifier}.{column.Name}", column.Name);
            }
        }

        foreach (RowField field in right.Row.Fields)
        {
            if (outputs.TryGetValue(field.Name, out string? output))
            {
                columns.Add(new ScopeColumn(field.Name, side, output, null, types[output]));
            }
            else
            {
                gone = gone.SetItem($"{side}.{field.Name}", field.Name);
            }
        }

        ImmutableArray<string> rightHidden = (right.Relation as SourceSymbol)?.Hidden ?? [];
        return new RowScope(row, columns.ToImmutable())
        {
            Merged = gone,
            Hidden = left.Hidden.Union(rightHidden.Where(outputs.ContainsKey).Select(name => outputs[name])),
        };
    }
}
