using System.Text.Json;
using System.Text.RegularExpressions;
using FlowLang.EndToEnd.Tests.Build;
using YamlDotNet.RepresentationModel;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>docker-compose.yml, as far as a machine without a container engine can look at it.</summary>
public sealed partial class ComposeTests
{
    private static readonly YamlMappingNode s_file = Read("docker-compose.yml");

    private static readonly string[] s_members =
    [
        "image", "command", "entrypoint", "environment", "ports", "volumes", "healthcheck", "depends_on", "network_mode", "user",
    ];

    private static IEnumerable<(string Name, YamlMappingNode Service)> Services =>
        At(s_file, "services").Children.Select(s => (Text(s.Key), (YamlMappingNode)s.Value));

    [Fact]
    public void There_are_the_servers_that_examples_and_operators_need()
    {
        Assert.Equal(["gcs", "grafana", "kafka", "pgadmin", "postgres", "prometheus", "spark"], Services.Select(s => s.Name).Order());
        Assert.All(Services, s => Assert.Empty(s.Service.Children.Keys.Select(Text).Except(s_members)));
        Assert.All(Services, s => Assert.Equal("CMD", Items(At(s.Service, "healthcheck"), "test").First()));
        Assert.All(
            Services.SelectMany(s => Find(s.Service, "depends_on") is YamlMappingNode on ? on.Children.Keys.Select(Text) : []),
            name => Assert.Contains(name, Services.Select(s => s.Name)));
    }

    [Fact]
    public void Every_image_has_a_version() =>
        Assert.All(Services, s => Assert.Matches(@"^[a-z0-9./-]+:v?[0-9]+(\.[0-9]+)+$", Text(Find(s.Service, "image"))));

    [Fact]
    public void Every_port_is_on_loopback_and_one_server_s()
    {
        List<string> ports = [];
        foreach ((string name, YamlMappingNode service) in Services)
        {
            foreach (string port in Items(service, "ports"))
            {
                Assert.Matches(@"^127\.0\.0\.1:\d+:\d+$", port);
                ports.Add(port.Split(':')[1]);
            }

            // Who shares the machine's network says by itself where it listens.
            if (Text(Find(service, "network_mode")) == "host")
            {
                string told = string.Join('\n', Items(service, "command").Concat(Variables(service).Select(v => $"{v.Key}={v.Value}")));
                Assert.True(Listens().IsMatch(told), $"{name} listens on every address");
            }
            else
            {
                Assert.NotEmpty(Items(service, "ports"));
            }
        }

        Assert.Equal(ports.Distinct(), ports);
    }

    [Fact]
    public void Every_file_and_volume_that_it_names_is_there_and_every_file_of_the_folder_is_used()
    {
        List<string> mounted = [];
        foreach (string[] volume in Services.SelectMany(s => Items(s.Service, "volumes")).Select(v => v.Split(':')))
        {
            if (volume[0].StartsWith("./", StringComparison.Ordinal))
            {
                mounted.Add(volume[0][2..]);
                Assert.True(Path.Exists(RepositoryRoot.File(volume[0])), volume[0]);
                Assert.Equal("ro", volume[^1]);
            }
            else if (!volume[0].StartsWith('/'))
            {
                Assert.Contains(volume[0], At(s_file, "volumes").Children.Keys.Select(Text));
            }
        }

        string[] files = [.. Directory.GetFiles(RepositoryRoot.File("compose"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(RepositoryRoot.Path, f))];
        Assert.All(files, file => Assert.Contains(mounted, folder => file.StartsWith(folder + "/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_variable_that_it_takes_from_its_surroundings_has_a_default()
    {
        string text = File.ReadAllText(RepositoryRoot.File("docker-compose.yml"));
        Assert.All(
            Substitution().Matches(text).Select(m => m.Value), variable => Assert.Contains(":-", variable, StringComparison.Ordinal));
    }

    [Fact]
    public void What_it_prints_for_tests_and_examples_is_where_the_servers_are()
    {
        string[] ports = [.. Services.SelectMany(s => Items(s.Service, "ports")).Select(p => p.Split(':')[1]), "15002", "9090", "3000"];
        string head = string.Join('\n', File.ReadLines(RepositoryRoot.File("docker-compose.yml")).TakeWhile(l => l.StartsWith('#')));
        string[] named = [.. Address().Matches(head).Select(m => m.Groups[1].Value), "5432"];
        Assert.Equal(ports.Append("8080").Order(), named.Order());
        string[] readmes = Directory.GetFiles(RepositoryRoot.File("examples"), "README.md", SearchOption.AllDirectories);
        Assert.All(
            readmes.SelectMany(File.ReadLines).Where(l => l.StartsWith("docker compose up", StringComparison.Ordinal)),
            line => Assert.Empty(line.Split(' ')[3..].Where(w => !w.StartsWith('-')).Except(Services.Select(s => s.Name))));
    }

    [Fact]
    public void The_database_of_pgAdmin_is_the_one_beside_it()
    {
        using JsonDocument servers = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.File("compose", "pgadmin", "servers.json")));
        JsonElement server = servers.RootElement.GetProperty("Servers").GetProperty("1");
        string[] pass = File.ReadAllText(RepositoryRoot.File("compose", "pgadmin", "pgpass")).Trim().Split(':');
        Assert.Equal((server.GetProperty("Host").GetString(), server.GetProperty("Username").GetString()), (pass[0], pass[3]));
        Assert.Contains(pass[0], Services.Select(s => s.Name));
        YamlMappingNode postgres = Services.First(s => s.Name == "postgres").Service;
        Assert.Equal(Variables(postgres)["POSTGRES_PASSWORD"], pass[4]);
        Assert.Equal($"{server.GetProperty("Port").GetInt32()}", Items(postgres, "ports").Single().Split(':')[2]);
    }

    [Fact]
    public async Task Prometheus_and_Grafana_take_what_a_program_describes()
    {
        using TemporaryFolder folder = new();
        RepositoryRoot.Copy(RepositoryRoot.File("examples", "09-gcp"), folder["taxi"]);
        BuiltProgram program = await BuiltProgram.CreateAsync(folder["taxi"], folder.Path);
        foreach ((string part, string file) in new[]
        {
            ("--rules", "prometheus/rules/taxi.yml"), ("--dashboard", "grafana/dashboards/taxi.json"),
        })
        {
            CommandResult described = await Command.RunAsync(program.Executable, folder.Path, ["describe", part]);
            Assert.True(described.ExitCode == 0, described.ToString());
            string path = RepositoryRoot.File("compose", file);
            if (Environment.GetEnvironmentVariable("FLOW_ACCEPT") == "1")
            {
                await File.WriteAllTextAsync(path, described.Output);
            }

            Assert.Equal(await File.ReadAllTextAsync(path), described.Output);
        }

        YamlMappingNode prometheus = Read("compose/prometheus/prometheus.yml");
        Assert.Equal(["/etc/prometheus/rules/*.yml"], Items(prometheus, "rule_files"));
        YamlMappingNode job = Single(prometheus, "scrape_configs");
        Assert.Equal("127.0.0.1:8080", Items(Single(job, "static_configs"), "targets").Single());
        YamlMappingNode source = Single(Read("compose/grafana/provisioning/datasources/prometheus.yml"), "datasources");
        string dashboard = await File.ReadAllTextAsync(RepositoryRoot.File("compose", "grafana", "dashboards", "taxi.json"));
        Assert.DoesNotContain("\"datasource\"", dashboard, StringComparison.Ordinal); // so they take the default one
        Assert.Equal(("true", "http://127.0.0.1:9090"), (Text(source.Children["isDefault"]), Text(source.Children["url"])));
        YamlMappingNode provider = Single(Read("compose/grafana/provisioning/dashboards/flow.yml"), "providers");
        Assert.Contains(
            $"./compose/grafana/dashboards:{Text(At(provider, "options").Children["path"])}:ro",
            Items(Services.First(s => s.Name == "grafana").Service, "volumes"));
        YamlMappingNode rules = Single(Read("compose/prometheus/rules/taxi.yml"), "groups");
        Assert.All(
            ((YamlSequenceNode)rules.Children["rules"]).Children.Cast<YamlMappingNode>(),
            rule => Assert.Equal(["alert", "annotations", "expr", "for", "labels"], rule.Children.Keys.Select(Text).Order()));
    }

    private static YamlMappingNode Read(string file)
    {
        YamlStream yaml = [];
        using StreamReader reader = File.OpenText(RepositoryRoot.File(file));
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static YamlNode? Find(YamlMappingNode node, string name) => node.Children.TryGetValue(name, out YamlNode? found) ? found : null;

    private static YamlMappingNode At(YamlMappingNode node, string name) => Assert.IsType<YamlMappingNode>(Find(node, name));

    private static YamlMappingNode Single(YamlMappingNode node, string name) =>
        (YamlMappingNode)Assert.IsType<YamlSequenceNode>(Find(node, name)).Children.Single();

    private static string Text(YamlNode? node) => (node as YamlScalarNode)?.Value ?? "";

    private static IEnumerable<string> Items(YamlMappingNode node, string name) =>
        Find(node, name) is YamlSequenceNode items ? items.Children.Select(Text) : [];

    private static Dictionary<string, string> Variables(YamlMappingNode service) =>
        Find(service, "environment") is YamlMappingNode variables
            ? variables.Children.ToDictionary(v => Text(v.Key), v => Text(v.Value))
            : [];

    [GeneratedRegex(@"(listen-address=|binding\.address=|HTTP_ADDR=)127\.0\.0\.1")]
    private static partial Regex Listens();

    [GeneratedRegex(@"(?<!\$)\$\{?[A-Za-z_][^}]*\}?")]
    private static partial Regex Substitution();

    [GeneratedRegex(@"127\.0\.0\.1:(\d+)")]
    private static partial Regex Address();
}
