using System.Collections.Immutable;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>
/// Writes the queries of a plan as C# over record structs: row-wise steps as a method of one row, aggregates as accumulators, the rest as
/// loops over lists. Streams use the first two as they are.
/// </summary>
public static class OperatorsEmitter
{
    private static readonly ImmutableArray<string> Namespaces =
    [
        "System.Runtime.InteropServices", "FlowLang.Values", "FlowLang.Values.Aggregates",
        "FlowLang.Values.Collections", "FlowLang.Values.Hashes", "FlowLang.Values.Json", "FlowLang.Values.Numbers",
        "FlowLang.Values.Reading", "FlowLang.Values.Rows", "FlowLang.Values.Texts", "FlowLang.Values.Times",
    ];

    /// <param name="plan">A plan of which <see cref="CSharpSupport"/> refuses nothing.</param>
    /// <param name="space">The file's namespace.</param>
    public static EmittedOperators Emit(BatchPlan plan, string space)
    {
        StructTypes types = new();
        Dictionary<string, Rows> relations = new(StringComparer.OrdinalIgnoreCase);
        foreach (ReadSource read in plan.Operations.OfType<ReadSource>())
        {
            RowType row = Read(plan, read.Relation);
            string name = types.Declare(Names.Pascal(read.Relation) + "Row", row);
            relations.Add(read.Relation, new Rows(Names.Camel(read.Relation), name, row));
        }

        List<(EmittedOperator Operator, string Code)> operators = [];
        foreach (BatchOperation operation in plan.Operations.Where(o => o is not ReadSource))
        {
            QueryOperator query = new(operation, relations, types);
            operators.Add(query.Emit());
        }

        CodeWriter code = new();
        code.Line("#nullable enable annotations");
        code.Line("#pragma warning disable CS0162, CS1718 // A condition that is known stays as the program has it.");
        Namespaces.ToList().ForEach(n => code.Line($"using {n};"));
        code.Line();
        code.Line($"namespace {space};");
        operators.ForEach(o => code.Line($"\n{o.Code.TrimEnd('\n')}"));
        types.Write(code);
        return new EmittedOperators(code.ToString(), [.. operators.Select(o => o.Operator)]);
    }

    // The columns that any query reads of a source.
    private static RowType Read(BatchPlan plan, string relation)
    {
        List<RowField> fields = [];
        foreach (RowField field in Queries(plan).SelectMany(Flatten).OfType<ScanNode>().Where(s => s.Relation == relation)
            .SelectMany(s => s.Row.Fields))
        {
            if (fields.All(f => f.Name != field.Name))
            {
                fields.Add(field);
            }
        }

        return new RowType([.. fields]);
    }

    private static IEnumerable<LogicalNode> Queries(BatchPlan plan) => plan.Operations.Select(o => o switch
    {
        StageRelation stage => stage.Query,
        WriteRelation write => write.Query,
        _ => null,
    }).OfType<LogicalNode>();

    private static IEnumerable<LogicalNode> Flatten(LogicalNode node) => node.Inputs.SelectMany(Flatten).Prepend(node);
}
