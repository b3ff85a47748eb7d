using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp;

/// <summary>A pipeline's queries as C#: a file with a class for each.</summary>
public sealed record EmittedOperators(string Code, ImmutableArray<EmittedOperator> Operators);

/// <summary>
/// One query: a class with a method `Run` that takes a list of rows for each input and the exits, and gives the list of the rows that stay.
/// </summary>
/// <param name="Operation">What it computes.</param>
/// <param name="ClassName">Its constructor takes the run's time where <paramref name="UsesNow"/>.</param>
/// <param name="Inputs">In the order of the parameters.</param>
/// <param name="Row">The rows it gives.</param>
/// <param name="Sites">Where rows leave, with the numbers that the SQL of the query has.</param>
public sealed record EmittedOperator(
    BatchOperation Operation, string ClassName, bool UsesNow, ImmutableArray<OperatorInput> Inputs, RowType Row,
    ImmutableArray<FailureSite> Sites);

/// <param name="RowName">The record struct of its rows.</param>
public sealed record OperatorInput(string Relation, string RowName, RowType Row);
