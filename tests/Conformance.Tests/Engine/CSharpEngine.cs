using System.Collections;
using System.Reflection;
using System.Text.Json;
using FlowLang.Emit.CSharp;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Values.Rows;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>Generated C#, compiled and run in this process.</summary>
public sealed class CSharpEngine : IConformanceEngine
{
    private static readonly DateTime Now = new(2024, 3, 10, 6, 0, 0);

    public string Name => "csharp";

    public Task<IReadOnlyList<ResultRow>> RunAsync(BoundProgram program, Input input)
    {
        LogicalProgram plan = Optimizer.Optimize(Planner.Plan(program), OptimizerRules.Default);
        BatchPlan batch = BatchPlanner.Plan(plan, plan.Pipelines[0]);
        Skip.If(CSharpSupport.Refused(batch) is { IsEmpty: false }, $"no C# form: {string.Join(", ", CSharpSupport.Refused(batch))}");
        EmittedOperators emitted = OperatorsEmitter.Emit(batch, "Generated");
        Assembly assembly = CSharpCompiler.Compile(emitted.Code);
        Dictionary<string, IList> relations = [];
        foreach (EmittedOperator query in emitted.Operators)
        {
            foreach (OperatorInput source in query.Inputs.Where(i => !relations.ContainsKey(i.Relation)))
            {
                relations.Add(source.Relation, CSharpRows.Read(TypeOf(assembly, source.RowName), source.Row, input));
            }

            Type type = TypeOf(assembly, query.ClassName);
            object instance = Activator.CreateInstance(type, query.UsesNow ? [Now] : []) ?? throw new InvalidOperationException(type.Name);
            RowExits exits = new(query.Sites.Length);
            MethodInfo run = type.GetMethod("Run") ?? throw new InvalidOperationException("Run");
            object? kept = run.Invoke(instance, [.. query.Inputs.Select(i => relations[i.Relation]), exits]);
            relations[query.Operation.Relation] = (IList)(kept ?? throw new InvalidOperationException("no rows"));
            if (query.Operation is WriteRelation write)
            {
                return Task.FromResult(Results(write, query, relations[query.Operation.Relation], exits));
            }
        }

        throw new InvalidOperationException("The program writes nothing.");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Type TypeOf(Assembly assembly, string name) =>
        assembly.GetType("Generated." + name) ?? throw new InvalidOperationException(name);

    private static IReadOnlyList<ResultRow> Results(WriteRelation write, EmittedOperator query, IList kept, RowExits exits)
    {
        List<ResultRow> rows =
        [
            .. exits.Rows.Select(r =>
                new ResultRow(IdOf(write.Query, r.Input), [Value.Null, Value.Null], Failed: true, RejectOf(query, r))),
        ];
        foreach (object item in kept)
        {
            PropertyInfo[] columns = [.. item.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0)];
            Value[] values = [.. query.Row.Fields.Select((f, i) => CSharpValues.Render(columns[i].GetValue(item), f.Type.Type))];
            long id = long.Parse(values[0].Text ?? "", System.Globalization.CultureInfo.InvariantCulture);
            rows.Add(new ResultRow(id, values[1..], Failed: false));
        }

        return rows;
    }

    // Where the row came from is known to what calls the operator.
    private static RejectedRow RejectOf(EmittedOperator query, RowExit exit)
    {
        FailureSite site = query.Sites.First(s => s.Id == exit.Site);
        return new RejectedRow(site.Step, site.Reason, exit.Input, null, null);
    }

    // The step's input row has the column that the result's id is, unless that is a constant.
    private static long IdOf(LogicalNode query, string input)
    {
        while (query is NamedNode or FilterNode)
        {
            query = query.Inputs[0];
        }

        BoundExpression id = ((ProjectNode)query).Columns.First(c => c.Name == "id").Value;
        using JsonDocument row = JsonDocument.Parse(input);
        return id switch
        {
            BoundLiteral { Value: long constant } => constant,
            BoundConversion { Operand: BoundLiteral { Value: long constant } } => constant,
            BoundColumn column => row.RootElement.GetProperty(column.Name).GetInt64(),
            _ => throw new InvalidOperationException("an id that is no column"),
        };
    }
}
