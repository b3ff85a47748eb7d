using FlowLang.Hosting.Access;
using FlowLang.Hosting.Pages.Pipelines;
using FlowLang.Hosting.Pages.Runs;
using FlowLang.Hosting.Pages.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace FlowLang.Hosting.Pages;

/// <summary>All pages and their forms. A new page is a line here.</summary>
internal static class PageRoutes
{
    public static PageRoute[] All { get; } =
    [
        OverviewPage.Route,
        PipelinesPage.Route,
        PipelinePage.Route,
        GraphPage.Route,
        LineagePage.Route,
        StepsPage.Route,
        RowsPage.Route,
        BackfillPage.Route,
        .. PipelineForms.Routes,
        RunsPage.Route,
        RunPage.Route,
        .. RunForms.Routes,
        TimelinePage.Route,
        StreamsPage.Route,
        StreamPage.Route,
        .. LoginPage.Routes,
        LiveRoute.Route,
    ];

    public static void Map(IEndpointRouteBuilder endpoints, Site site)
    {
        foreach (PageRoute route in All)
        {
            endpoints.MapMethods(route.Path, [route.Method], context => route.Answer(new PageCall(site, context)))
                .WithMetadata(new RoleOf(route.Role));
        }
    }
}
