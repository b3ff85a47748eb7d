using FlowLang.Semantics.Functions;

namespace FlowLang.Compiler.Tests.Functions;

public sealed class FunctionCatalogueTests
{
    [Fact]
    public void Lists_every_function_declared_in_the_assembly()
    {
        string[] declared = [.. typeof(FlowFunction).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(FlowFunction)) && !t.IsAbstract && t != typeof(UserFunction))
            .Select(t => t.Name)
            .Order(StringComparer.Ordinal)];
        string[] listed = [.. FunctionCatalogue.All.Select(f => f.GetType().Name).Order(StringComparer.Ordinal)];

        Assert.Equal(declared, listed);
    }

    [Fact]
    public void Has_every_function_that_the_language_names()
    {
        const string Named = """
            abs round floor ceil sqrt power ln log10 exp sign greatest least
            length lower upper trim ltrim rtrim substring replace split_part starts_with ends_with contains position lpad rpad reverse matches
            regexp_replace regexp_extract to_text
            now trunc extract add at_zone to_zone seconds_between minutes_between hours_between days_between months_between make_date
            parse_instant format_instant get text_at int_at md5 sha256 uuid
            count count_if count_distinct sum sum_if avg avg_if min min_if max max_if any stddev variance median percentile percentile_disc
            array_agg string_agg first last approx_count_distinct
            row_number rank dense_rank lag lead first_value last_value ntile
            """;

        string[] missing = [.. Named.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(name => FunctionCatalogue.Find(name) is null)];

        Assert.Empty(missing);
    }

    [Fact]
    public void Says_of_each_function_what_it_does_and_shows_it()
    {
        foreach (FlowFunction function in FunctionCatalogue.All)
        {
            Assert.EndsWith(".", function.Summary, StringComparison.Ordinal);
            Assert.NotEmpty(function.Overloads);
            Assert.Matches("^[a-z][a-z0-9_]*$", function.Name);
            Assert.All(function.Overloads, o => Assert.NotEmpty(o.Returns));
        }
    }

    [Fact]
    public void Has_required_parameters_before_optional_ones_and_names_each_once()
    {
        foreach (Overload overload in FunctionCatalogue.All.SelectMany(f => f.Overloads))
        {
            bool[] optional = [.. overload.Parameters.Where(p => !p.IsNamedOnly).Select(p => p.Default is not null)];
            Assert.Equal(optional.Order(), optional);
            Assert.Equal(overload.Parameters.Length, overload.Parameters.Select(p => p.Name).Distinct().Count());
        }
    }
}
